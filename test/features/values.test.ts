import assert from 'node:assert/strict';
import { scopeOf } from '../../server/analysis/resolve.ts';
import { documentOf, emptyWorkspace, withDocuments } from '../../server/analysis/workspace.ts';
import { values } from '../../server/features/surfaces/values.ts';

function edges(declarations: string): string[] {
  const document = documentOf(
    'a.constitution',
    `constitution a\ncontext urgent: boolean\ncontext calm: boolean\nvalue v\nvalue w\n${declarations}`,
  );
  const workspace = withDocuments(emptyWorkspace, [document]);
  const view = { workspace, document, scope: scopeOf(workspace, 'a.constitution')!, uriOf: String, fileOf: String };
  return values(view).edges.map(({ wiser, than, when, by }) => `${wiser} > ${than}, ${by}${when ? `, when ${when}` : ''}`);
}

describe('the map of values', () => {
  it('has an arrow for each "wiser than"', () => {
    assert.deepEqual(edges('value x { wiser than v when urgent wiser than w }'), ['x > v, wiser, when urgent', 'x > w, wiser']);
  });

  it('says of a later line of a tension what the earlier ones leave', () => {
    assert.deepEqual(edges('tension v, w { favors v when urgent favors w when calm favors v favors w }'), [
      'v > w, tension, when urgent',
      'w > v, tension, when calm and not (urgent)',
      'v > w, tension, when not (urgent) and not (calm)',
    ]);
  });
});
