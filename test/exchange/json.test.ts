import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { scopeOf } from '../../server/analysis/resolve.ts';
import { documentOf, emptyWorkspace, withDocuments } from '../../server/analysis/workspace.ts';
import { jsonExporter } from '../../server/exchange/json/export.ts';
import { type DocumentShape, documentSchema, documentShape } from '../../server/exchange/json/shape.ts';
import { randomSpec } from '../grammar/random-spec.ts';
import { forEachFile, textOfFile } from './data.ts';

function exported(files: Readonly<Record<string, string>>): DocumentShape {
  const [file] = Object.keys(files);
  const workspace = withDocuments(
    emptyWorkspace,
    Object.entries(files).map(([name, text]) => documentOf(name, text)),
  );
  const document = workspace.documents.get(file!)!;
  const { text } = jsonExporter.write({ workspace, document, scope: scopeOf(workspace, file!)! }, {});
  return documentShape.parse(JSON.parse(text));
}

describe('a document as JSON', () => {
  const main = `constitution main "Main" version "1.0.0"
import floor from "./floor.constitution"
adopt floor except gentle because "ours differs"
context age: 0..120
action greet "Say hello" is floor.speak when age < 12
section s "S" {
  "Prose."
  principle own at user when stern {
    must greet when age in (3, 4) and not stern
    must not "shout"
    overrides floor.firm because "kinder"
    example "E" { given stern user "hi" bad "no" violates firm }
  }
}
eval e { checks firm, own as none given stern user "x" expect avoids speak repeat 3 }
`;
  const floor = `constitution floor
context stern: boolean
consent memory "Memory" { covers "names" retention 90 days }
action speak "Speak" needs consent memory
principle firm "Firm" at platform entrenched { must speak }
principle gentle { should speak }
`;
  const shape = exported({ 'main.constitution': main, 'floor.constitution': floor });

  it('holds what the document adopts, under the names that it would write', () => {
    assert.deepEqual(
      shape.principles.map(principle => principle.name),
      ['own', 'floor.firm'],
    );
    assert.deepEqual(
      shape.actions.map(action => [action.name, action.is[0]?.actions[0], action.needs[0]]),
      [
        ['greet', 'floor.speak', undefined],
        ['floor.speak', undefined, 'floor.memory'],
      ],
    );
    assert.deepEqual(
      shape.consents.map(consent => consent.name),
      ['floor.memory'],
    );
  });

  it('resolves the names in conditions, rules and examples', () => {
    const [own] = shape.principles;
    assert.deepEqual(own!.when, { text: 'stern', expression: { kind: 'holds', context: 'floor.stern' } });
    assert.deepEqual(own!.overrides[0]!.principles, ['floor.firm']);
    assert.deepEqual(
      own!.norms.map(({ index, action, text }) => [index, action ?? text]),
      [
        [0, 'greet'],
        [1, 'shout'],
      ],
    );
    assert.deepEqual(own!.norms[0]!.when?.expression, {
      kind: 'and',
      operands: [
        { kind: 'in', context: 'age', values: [3, 4] },
        { kind: 'not', operand: { kind: 'holds', context: 'floor.stern' } },
      ],
    });
    const answer = own!.examples[0]!.body.find(part => part.kind === 'answer');
    assert.equal(answer?.violates, 'floor.firm');
    assert.deepEqual(shape.evals[0]!.checks, ['floor.firm', 'own']);
  });

  it('says where each declaration stands, and what section it is in', () => {
    assert.deepEqual([shape.principles[0]!.file, shape.principles[0]!.line], ['main.constitution', 8]);
    assert.deepEqual([shape.principles[1]!.file, shape.principles[1]!.line], ['floor.constitution', 5]);
    assert.deepEqual(shape.sections, [{ name: 's', title: 'S', prose: ['Prose.'], notes: [], holds: ['principle own'], sections: [] }]);
  });

  it('fits its schema for random specs', () => {
    for (let seed = 1; seed <= 150; seed++) exported({ 'main.constitution': randomSpec(seed) });
  });

  forEachFile('drafts', /\.(constitution|modelspec)$/, file => {
    exported({ [path.basename(file)]: textOfFile(file) });
  });

  it('has its schema published (UPDATE=1 rewrites it)', () => {
    const file = path.join(import.meta.dirname, '..', '..', 'polity-document.schema.json');
    const schema = `${JSON.stringify(documentSchema(), undefined, 2)}\n`;
    if (process.env.UPDATE) fs.writeFileSync(file, schema);
    assert.equal(fs.readFileSync(file, 'utf8'), schema);
  });
});
