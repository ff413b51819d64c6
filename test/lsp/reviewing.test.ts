// Every example as it is being typed, and with its norms changed, reviewed against what it was: always an answer of the shape that
// was agreed, whose places stand in the text.

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { scopeOf } from '../../server/analysis/resolve.ts';
import { documentOf, emptyWorkspace, withDocuments } from '../../server/analysis/workspace.ts';
import type { View } from '../../server/features/feature.ts';
import { reviewResult } from '../../server/features/review-protocol.ts';
import { differing } from '../../server/host/differing.ts';
import { reviewed } from '../../server/host/lsp/reviewing.ts';

const folder = path.join(import.meta.dirname, '..', '..', 'examples');
const files = globSync('*.{constitution,modelspec}', { cwd: folder }).toSorted();
const texts = new Map(files.map(file => [file, readFileSync(path.join(folder, file), 'utf8')]));

function viewOf(file: string, text: string): View {
  const documents = [...texts].map(([name, original]) => documentOf(name, name === file ? text : original));
  const workspace = withDocuments(emptyWorkspace, documents);
  return {
    workspace,
    document: workspace.documents.get(file)!,
    scope: scopeOf(workspace, file)!,
    uriOf: name => `file:///${name}`,
    fileOf: uri => uri.slice('file:///'.length),
  };
}

/** Changed in ways in which an author changes it. */
const changes: Readonly<Record<string, (text: string) => string>> = {
  'must is should': text => text.replaceAll(/\bmust\b/g, 'should'),
  'not is gone': text => text.replace(/\bmust not\b/, 'must'),
  'a condition is gone': text => text.replace(/(\n\s+(?:must|should|may)[^\n]*?) when [^\n]*/, '$1'),
  'a principle is renamed': text => text.replace(/\nprinciple (\w+)/, '\nprinciple renamed_$1'),
  'words changed': text => text.replaceAll(/\bthe\b/g, 'a'),
  'all is gone': () => '',
};

describe('a review of each example', function () {
  this.timeout(60_000);
  for (const file of files) {
    const text = texts.get(file)!;
    const before = viewOf(file, text);
    const check = (changed: string) => {
      const now = viewOf(file, changed);
      const difference = differing(before, now);
      const review = { ...reviewed(now, difference, { revision: 'main', since: 'main', isNew: false }), milliseconds: 0 };
      const read = reviewResult.parse(review);
      const lines = changed.split('\n');
      for (const { at } of [...read.marks, ...read.lenses]) {
        if (at.uri !== `file:///${file}`) continue;
        assert.ok(at.range.end.line < lines.length, JSON.stringify(at));
        assert.ok(at.range.end.character <= lines[at.range.end.line]!.length + 1, JSON.stringify(at));
      }
      const places = read.marks.map(({ at }) => JSON.stringify(at));
      assert.equal(new Set(places).size, places.length, 'one mark for each place');
      return read;
    };

    it(`${file}: the same is the same`, () => {
      const { marks, lenses, behaviour, sections, principles } = check(text);
      assert.deepEqual([marks, lenses, behaviour, sections, principles], [[], [], [], [], []]);
    });

    for (const [title, change] of Object.entries(changes))
      it(`${file}: ${title}`, () => {
        const { behaviour, marks, principles } = check(change(text));
        // Whoever is told that something is stricter is shown where, if it is still there.
        if (behaviour.some(({ sign }) => sign === 'stricter' || sign === 'looser')) assert.ok(marks.length + principles.length > 0);
      });

    it(`${file}: as it is being typed`, () => {
      for (let i = 1; i <= 12; i++) check(text.slice(0, Math.floor((text.length * i) / 13)));
    });
  }
});
