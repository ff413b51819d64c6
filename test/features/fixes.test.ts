import assert from 'node:assert/strict';
import { check } from '../../server/analysis/check.ts';
import type { Finding } from '../../server/analysis/finding.ts';
import { scopeOf } from '../../server/analysis/resolve.ts';
import { rules } from '../../server/analysis/rules/all.ts';
import type { Sample } from '../../server/analysis/rules/rule.ts';
import { allFixed, codeActions, fixesOf } from '../../server/features/code-actions.ts';
import type { View } from '../../server/features/feature.ts';
import { afterEdits } from '../../server/features/fixes/fix.ts';
import { workspaceOf } from '../analysis/carets.ts';
import { opened } from './cursor.ts';

function viewOf(sample: Sample): View {
  const files = typeof sample === 'string' ? [['main.constitution', sample] as const] : Object.entries(sample);
  const workspace = workspaceOf(files);
  const [file] = files[0]!;
  return {
    workspace,
    document: workspace.documents.get(file)!,
    scope: scopeOf(workspace, file)!,
    uriOf: each => `file:///${each}`,
    fileOf: uri => uri.slice(8),
  };
}

const findingsIn = (view: View): readonly Finding[] => check(view.workspace, view.document.file);
const codesIn = (view: View): string[] => findingsIn(view).map(({ code }) => code);

/** What the fix of a rule's wrong example cannot be: a rule with nothing that a machine could write. */
const unfixable: ReadonlySet<string> = new Set(['prose/language']);

describe('fixes: of every rule', () => {
  for (const rule of rules.filter(({ comparison }) => !comparison)) {
    const view = viewOf(rule.page.wrong);
    const finding = findingsIn(view).find(({ code }) => code === rule.code)!;
    if (!unfixable.has(rule.code)) {
      it(`${rule.code}: there is something to do`, () => assert.ok([...fixesOf(view, finding)].length > 0));
    }
    for (const fix of fixesOf(view, finding)) {
      it(`${rule.code}: ${fix.title}`, () => {
        const after = codesIn(afterEdits(view, fix.edits));
        const before = codesIn(view);
        if (!fix.keeps) assert.ok(count(after, rule.code) < count(before, rule.code), 'its finding is gone');
        for (const code of new Set(after))
          if (code !== 'name/unused') assert.ok(count(after, code) <= count(before, code), `no other has come: ${code}`);
      });
    }
  }
});

const count = (codes: readonly string[], code: string): number => codes.filter(each => each === code).length;

describe('fixes: they converge', () => {
  for (const rule of rules) {
    if (unfixable.has(rule.code)) continue;
    it(`${rule.code}: fixing all there is ends in silence`, () => {
      let view = viewOf(rule.page.wrong);
      for (let round = 0; round < 40; round++) {
        const next = findingsIn(view)
          .flatMap(finding => [...fixesOf(view, finding)])
          .find(fix => !fix.keeps);
        if (!next) break;
        view = afterEdits(view, next.edits);
      }
      assert.deepEqual(codesIn(view), []);
    });
  }
  it('all of one code at once, and a second time there is nothing', () => {
    const { view } = opened('principle p {\n  mst refer\n  mst no_harm\n}\nprincipl q { shoud refer }');
    const { text, count: fixed } = allFixed(view, new Set(['syntax/unexpected']));
    assert.equal(fixed, 4);
    assert.ok(!text.includes('mst') && !text.includes('principl q'));
    const again = viewOf({ 'main.constitution': text, 'floor.constitution': 'constitution floor "Floor"\naction no_harm "Avoid harm"\n' });
    assert.equal(allFixed(again, new Set(['syntax/unexpected'])).count, 0);
  });
});

describe('resolving a conflict from the light bulb', () => {
  const line =
    'principle p "P" at developer {\n  serves honesty\n  must give$0_dosage when audience is minor\n}\nprinciple c "C" { serves kindness should refer }\n';
  const titles = (only?: string[]) => {
    const at = opened(line);
    return codeActions(at.view, {
      range: { start: at.position, end: at.position },
      context: { diagnostics: [], ...(only ? { only } : {}) },
    }).map(({ title }) => title);
  };
  it('offers precedence, narrowing, an eval, and acceptance', () => {
    const offered = titles();
    for (const wanted of [
      /^Let `p` win over `calm` there$/,
      /^Let `calm` win over `p` there$/,
      /^Narrow `p`: unless/,
      /^Narrow `calm`: unless/,
      /^Make an eval of this situation$/,
      /^Accept it here/,
    ]) {
      assert.ok(
        offered.some(title => wanted.test(title)),
        `${wanted} in ${offered.join(' · ')}`,
      );
    }
  });
  it('writes what it says', () => {
    const at = opened(line);
    const actions = codeActions(at.view, { range: { start: at.position, end: at.position }, context: { diagnostics: [] } });
    const written = (title: RegExp) =>
      Object.values(actions.find(action => title.test(action.title))!.edit!.changes!)[0]!.map(({ newText }) => newText.trim());
    assert.deepEqual(written(/^Let `p` win/), ['overrides calm when audience is minor and urgent because "…"']);
    assert.deepEqual(written(/^Narrow `p`/), ['unless audience is minor and urgent']);
    assert.match(written(/^Make an eval/)[0]!, /given audience is minor, urgent/);
  });
  it('a tension between the values of the two', () => {
    const at = opened(
      'action hint "Hint"\nprinciple a "A" { serves honesty should hint when urgent }\nprinciple b "B" { serves kindness should not hi$0nt when audience is minor }',
    );
    const all = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const offered = codeActions(at.view, { range: all, context: { diagnostics: [] } }).map(({ title }) => title);
    assert.ok(
      offered.some(title => title.startsWith('Order the values')),
      offered.join(' · '),
    );
  });
});
