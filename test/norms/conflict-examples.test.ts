import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { print } from '../../grammar/print.ts';
import { check } from '../../server/analysis/check.ts';
import { documentOf, emptyWorkspace, withDocuments } from '../../server/analysis/workspace.ts';

const folder = path.join(import.meta.dirname, '..', '..', 'examples', 'conflicts');
const files = readdirSync(folder).filter(file => file.endsWith('.constitution'));

const documentFor = (file: string) => documentOf(file, readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n'));
const codesIn = (file: string) => check(withDocuments(emptyWorkspace, [documentFor(file)]), file).map(({ code }) => code);

describe('a spec for each kind of conflict, and a way out beside it', () => {
  for (const kind of ['contradiction', 'duties', 'permission', 'tension']) {
    it(`${kind}: the one finding, and none once it is resolved`, () => {
      assert.deepEqual(codesIn(`${kind}.constitution`), [`conflict/${kind}`]);
      assert.deepEqual(codesIn(`${kind}.resolved.constitution`), []);
    });
  }
  it('in canonical layout, and none without its kind', () => {
    for (const file of files) assert.equal(print(documentFor(file).tree), documentFor(file).tree.text, file);
    assert.equal(files.length, 8);
  });
});
