import assert from 'node:assert/strict';
import { check } from '../../server/analysis/check.ts';
import type { Finding } from '../../server/analysis/finding.ts';
import { passagesOf } from '../../server/analysis/prose/passages.ts';
import { documentOf, edited, emptyWorkspace, type Workspace, withDocuments } from '../../server/analysis/workspace.ts';

const file = 'c.constitution';
const text = `constitution c "C"
principle one "One" { "The assistant should set appropriate limits. Be kind." }
principle two "Two" { "The assistant should generally wait. It must report significant errors." }
principle three "Three" { "The assistant should set appropriate limits." }
`;
const workspaceOf = (source: string): Workspace => withDocuments(emptyWorkspace, [documentOf(file, source)]);
const change = (workspace: Workspace, from: string, to: string): Workspace => {
  const document = workspace.documents.get(file)!;
  const start = document.tree.text.indexOf(from);
  return withDocuments(workspace, [edited(document, [{ start, end: start + from.length, text: to }])]);
};
/** What is found in a principle, by words and code, wherever the principle has moved to. */
function inPrinciple(workspace: Workspace, name: string): string[] {
  const source = workspace.documents.get(file)!.tree.text;
  const start = source.indexOf(`principle ${name} `);
  const end = source.indexOf('\n', start);
  const here = ({ start: at, code }: Finding) => at >= start && at < end && /^(vague|prose)/.test(code);
  return check(workspace, file)
    .filter(here)
    .map(({ code, start: at, end: to, message }) => `${code} ${source.slice(at, to)} ${message}`);
}

describe('prose findings while an author writes', () => {
  const before = workspaceOf(text);

  it('an edit of one principle leaves the findings of the others', () => {
    const after = change(before, 'Be kind.', 'Be kind and brief, if you can, as appropriate.');
    for (const name of ['two', 'three']) assert.deepEqual(inPrinciple(after, name), inPrinciple(before, name));
    assert.notDeepEqual(inPrinciple(after, 'one'), inPrinciple(before, 'one'));
    assert.equal(inPrinciple(before, 'two').length, 3);
  });

  it('a term changes findings where it is used, and nowhere else', () => {
    const after = change(before, 'principle one', 'term limits "appropriate limits" means "those of the house"\nprinciple one');
    assert.deepEqual(inPrinciple(after, 'two'), inPrinciple(before, 'two'));
    assert.equal(inPrinciple(before, 'three').filter(each => each.startsWith('vague/standard')).length, 1);
    assert.equal(inPrinciple(after, 'three').filter(each => each.startsWith('vague/standard')).length, 0);
  });

  it('findings after edits are those of the text read anew', () => {
    let workspace = before;
    for (const [from, to] of [
      ['Be kind.', 'Be kind. Be fair.'],
      ['significant errors', 'errors'],
      ['appropriate', 'suitable'],
      ['"C"', '"C" language es'],
      ['es', 'en'],
      ['principle two', 'value kind "Kind"\nprinciple two'],
    ] as const) {
      workspace = change(workspace, from, to);
      const fresh = workspaceOf(workspace.documents.get(file)!.tree.text);
      assert.deepEqual(check(workspace, file), check(fresh, file));
    }
  });

  it('what no edit touched is not read again', () => {
    const [, , second] = before.documents.get(file)!.tree.segments;
    const after = change(before, 'Be kind.', 'Be mild.');
    const [, , same] = after.documents.get(file)!.tree.segments;
    assert.equal(second, same);
    assert.equal(passagesOf(second!), passagesOf(same!));
  });
});
