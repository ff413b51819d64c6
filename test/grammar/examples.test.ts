// The examples: what people start from is without a finding, at any severity, and in canonical layout.

import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from '../../grammar/parser.ts';
import { print } from '../../grammar/print.ts';
import { nodesOfKind } from '../../grammar/walk.ts';
import { check } from '../../server/analysis/check.ts';
import { documentOf, emptyWorkspace, type Workspace, withDocuments } from '../../server/analysis/workspace.ts';
import { examplesFolder, exampleTexts } from './examples.ts';

const texts = exampleTexts();
const config = JSON.parse(readFileSync(path.join(examplesFolder, 'polity.config.json'), 'utf8')) as { models: Record<string, unknown> };
const workspace: Workspace = withDocuments(
  { ...emptyWorkspace, settings: { ...emptyWorkspace.settings, models: new Set(Object.keys(config.models)) } },
  [...texts].map(([file, text]) => documentOf(file, text)),
);

for (const [file, text] of texts) {
  describe(`examples/${file}`, () => {
    const nodes = parse(text).segments.flatMap(({ node }) => (node ? [node] : []));
    const count = (...kinds: Parameters<typeof nodesOfKind>[1][]) => nodes.flatMap(node => nodesOfKind(node, ...kinds)).length;

    it('has no finding', () => {
      assert.deepStrictEqual(
        check(workspace, file).map(({ code, start, message }) => `${text.slice(0, start).split('\n').length} ${code} ${message}`),
        [],
      );
    });

    it('stands in canonical layout', () => assert.strictEqual(print(parse(text)), text));

    it('is rich: values, norms, reasons, claims that are proved, and evals', () => {
      const lines = text.split('\n').length - 1;
      assert.ok(lines >= 100 && lines <= 300, `${lines} lines`);
      assert.ok(count('norm') >= 10 && count('assert') >= 4 && count('eval') >= 4 && count('example') >= 2 && count('because') >= 6);
      assert.ok(nodes.filter(node => node.kind === 'value').length >= 3 && count('attends') >= 3 && count('nourishes') >= 3);
    });

    it('claims nothing whose contrary could be claimed as well', () => {
      for (const { 0: claim, 1: status } of text.matchAll(/^assert \S+ is ([a-z]+)/gm)) {
        const contrary = claim.replace(/[a-z]+$/, status === 'forbidden' ? 'required' : 'forbidden');
        const found = check(withDocuments(workspace, [documentOf(file, text.replace(claim, contrary))]), file);
        assert.deepStrictEqual(
          found.map(({ code }) => code),
          ['assert/fails'],
          contrary,
        );
      }
    });

    it('is named in the README', () => {
      assert.ok(readFileSync(path.join(examplesFolder, 'README.md'), 'utf8').includes(file));
    });
  });
}
