import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { check, specFiles } from '../../server/analysis/check.ts';
import { ownOf } from '../../server/analysis/names.ts';
import { usesOf } from '../../server/analysis/uses.ts';
import { documentOf, edited, emptyWorkspace, type Workspace, withDocuments } from '../../server/analysis/workspace.ts';

const folder = path.resolve(import.meta.dirname, '../../examples');
const texts = new Map(
  fs
    .readdirSync(folder)
    .filter(file => /\.(constitution|modelspec)$/.test(file))
    .map(file => [file, fs.readFileSync(path.join(folder, file), 'utf8')]),
);

const examples = (): Workspace =>
  withDocuments(
    emptyWorkspace,
    [...texts].map(([file, text]) => documentOf(file, text)),
  );

const fresh = (workspace: Workspace): Workspace =>
  withDocuments(
    emptyWorkspace,
    [...workspace.documents.values()].map(({ file, tree }) => documentOf(file, tree.text)),
  );

const all = (workspace: Workspace) => specFiles(workspace).map(file => check(workspace, file));

const edit = fc.record({
  file: fc.nat(),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.oneof(fc.constant(0), fc.nat(12), fc.nat(300)),
  text: fc.constantFrom(
    '',
    'x',
    '"',
    '}',
    '{',
    '\n',
    'must ',
    'principle p "P" { must give_dosage }\n',
    '"""\n',
    '/*',
    'when urgent ',
    ' unless audience is minor',
    'action a "A"\n',
    'adopt floor\n',
    'context audience: adult | child\n',
  ),
});

describe('incremental equals fresh', function () {
  this.timeout(120_000);

  it('after any edits, in any files, the findings are those of a new workspace', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), edits => {
        let workspace = examples();
        all(workspace);
        for (const { file, at, remove, text } of edits) {
          const document = [...workspace.documents.values()][file % workspace.documents.size]!;
          const start = Math.floor(at * document.tree.text.length);
          workspace = withDocuments(workspace, [
            edited(document, [{ start, end: Math.min(document.tree.text.length, start + remove), text }]),
          ]);
          assert.deepEqual(all(workspace), all(fresh(workspace)));
        }
      }),
      { numRuns: 30 },
    );
  });

  const typed = (text: string, word: string) => {
    const workspace = examples();
    const before = all(workspace);
    const document = workspace.documents.get(text)!;
    const start = document.tree.text.indexOf(word);
    assert.ok(start > 0, word);
    const next = withDocuments(workspace, [edited(document, [{ start, end: start, text: 'very ' }])]);
    return { workspace, next, before, after: all(next), document, changed: next.documents.get(text)! };
  };

  it('an edit in the prose of a principle re-reads that declaration and no other', () => {
    const { document, changed } = typed('city.constitution', 'names the date in its first');
    const before = new Set(ownOf(document).declarations.map(({ node }) => usesOf(node)));
    const anew = ownOf(changed).declarations.filter(({ node }) => !before.has(usesOf(node)));
    assert.deepEqual(anew.map(({ segment }) => segment).filter((segment, i, every) => every.indexOf(segment) === i).length, 1);
  });

  it('files that do not see the edited one keep their very findings', () => {
    const { workspace, before, after } = typed('library.constitution', 'mixed, say so');
    const files = specFiles(workspace);
    const rechecked = files.filter((_, i) => before[i] !== after[i]);
    assert.deepEqual(
      rechecked,
      files.filter(file => file === 'library.constitution' || file === 'safety-floor.constitution'),
    );
  });
});

describe('a flood of findings', () => {
  it('is told by its first thousand, and how many more there are', () => {
    const text = `constitution c "C"\nprinciple p { ${Array.from({ length: 1500 }, (_, i) => `must x${i}`).join(' ')} }\n`;
    const found = check(withDocuments(emptyWorkspace, [documentOf('flood.constitution', text)]), 'flood.constitution').filter(
      ({ code }) => code === 'name/unknown',
    );
    assert.equal(found.length, 1001);
    assert.match(found.at(-1)!.message, /There are 500 more/);
  });
});
