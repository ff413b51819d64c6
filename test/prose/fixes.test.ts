import assert from 'node:assert/strict';
import { check } from '../../server/analysis/check.ts';
import type { Finding } from '../../server/analysis/finding.ts';
import type { ProseFix } from '../../server/analysis/prose/fixes.ts';
import { documentOf, emptyWorkspace, withDocuments } from '../../server/analysis/workspace.ts';

const file = 'c.constitution';
const findingsIn = (text: string): readonly Finding[] =>
  check(withDocuments(emptyWorkspace, [documentOf(file, text)]), file).filter(({ code }) =>
    /^(vague|prose|syntax|name\/unknown)/.test(code),
  );

/** As an editor would: above the declaration of this one-principle spec, before its last brace, or behind the finding. */
function applied(text: string, { end }: Finding, { edits }: ProseFix): string {
  const places = { above: text.indexOf('principle'), body: text.lastIndexOf('}') };
  return edits
    .map(({ place, text: insert }) =>
      typeof place === 'number'
        ? { at: end + place, insert }
        : { at: places[place], insert: place === 'above' ? `${insert}\n` : `\n${insert}\n` },
    )
    .sort((a, b) => b.at - a.at)
    .reduce((whole, { at, insert }) => whole.slice(0, at) + insert + whole.slice(at), text);
}

const fixed = (title: string, prose: string, { code, kind, expected }: { code: string; kind: string; expected: string }) =>
  it(title, () => {
    const text = `constitution c "C"\nprinciple p "P" { ${prose} }\n`;
    const finding = findingsIn(text).find(each => each.code === code);
    assert.ok(finding, 'no such finding');
    const fix = (finding.data!.fix as readonly ProseFix[]).find(each => each.kind === kind);
    assert.ok(fix, 'no such fix');
    const after = applied(text, finding, fix);
    assert.ok(after.includes(expected), after);
    const left = findingsIn(after);
    assert.deepEqual(
      left.filter(each => each.code === code).map(({ message }) => message),
      [],
    );
    assert.ok(left.length < findingsIn(text).length, 'the fix adds findings');
  });

describe('quick-fix data of prose findings', () => {
  fixed('a standard becomes a term', '"The assistant should set appropriate limits."', {
    code: 'vague/standard',
    kind: 'term',
    expected: 'term appropriate_limits "appropriate limits" means "…"',
  });
  fixed('a standard gets an example', '"The assistant should set appropriate limits."', {
    code: 'vague/standard',
    kind: 'example',
    expected: 'example "…" {',
  });
  fixed('a value becomes a term', '"The assistant must maintain basic dignity."', {
    code: 'vague/value',
    kind: 'term',
    expected: 'term basic_dignity "basic dignity"',
  });
  fixed('a quality becomes a norm', '"The assistant should be impartial."', {
    code: 'vague/attribute',
    kind: 'norm',
    expected: 'action be_impartial "Be impartial"\nprinciple p "P" { "The assistant should be impartial." \nshould be_impartial\n',
  });
  fixed('a duty in prose becomes a norm', '"The tutor must never hand over a solution."', {
    code: 'prose/norm',
    kind: 'norm',
    expected: 'must not hand_over_solution',
  });
  fixed('an unnamed exception is named, before the full stop', '"The assistant should generally follow the style guide."', {
    code: 'vague/obligation',
    kind: 'exception',
    expected: 'follow the style guide, unless …."',
  });
  fixed('in a text block too, through its margin', '"""\n    The assistant should generally follow\n    the \\"style\\" guide.\n    """', {
    code: 'vague/obligation',
    kind: 'exception',
    expected: 'guide, unless ….\n    """',
  });
  it('a translation is framed behind the ones that are there', () => {
    const text = 'constitution c "C"\nlanguage en\ntranslations es, fr\nprinciple p "P" { "One." in es "Uno." must "x" }\n';
    const [finding] = findingsIn(text).filter(({ code }) => code === 'prose/translation');
    const [fix] = finding!.data!.fix as readonly ProseFix[];
    assert.match(applied(text, finding!, fix!), /in es "Uno\." in fr "…" must/);
  });
});
