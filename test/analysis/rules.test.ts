import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { check } from '../../server/analysis/check.ts';
import { differenceOf } from '../../server/analysis/norms/difference.ts';
import { scopeOf } from '../../server/analysis/resolve.ts';
import { rules } from '../../server/analysis/rules/all.ts';
import type { Sample } from '../../server/analysis/rules/rule.ts';
import { readRuleCases, withCarets, workspaceOf } from './carets.ts';

const folder = path.join(import.meta.dirname, 'cases');

describe('rules: what they say, where', () => {
  for (const name of fs.readdirSync(folder).sort()) {
    const file = path.join(folder, name);
    const families = path.basename(name, '.txt').split('-');
    const cases = readRuleCases(fs.readFileSync(file, 'utf8').replaceAll('\r\n', '\n'));
    if (process.env.UPDATE) fs.writeFileSync(file, cases.map(each => `### ${withCarets(each, families)}\n`).join('\n'));
    for (const each of cases) {
      it(`${name}: ${each.title}`, () => {
        const expected = process.env.UPDATE ? withCarets(each, families) : each.text;
        assert.equal(withCarets(each, families), expected);
      });
    }
  }
});

describe('rules: every page', () => {
  const findings = (sample: Sample) => {
    const files = typeof sample === 'string' ? [['main.constitution', sample] as const] : Object.entries(sample);
    return check(workspaceOf(files), files[0]![0]).map(finding => finding.code);
  };
  /** Of a rule that only comparisons know: the first file is the newer version, the second the older. */
  const unrecordedIn = (sample: Sample) => {
    const [after, before] = Object.entries(sample).map(([file, text]) => {
      const workspace = workspaceOf([[file, text]]);
      return { workspace, document: workspace.documents.get(file)!, scope: scopeOf(workspace, file)! };
    });
    return differenceOf(before, after).unrecorded;
  };
  for (const rule of rules) {
    it(`${rule.code}: the wrong example fires it and the right one does not`, () => {
      if (rule.comparison) {
        assert.deepEqual([unrecordedIn(rule.page.wrong), unrecordedIn(rule.page.right)], [['p'], []]);
        assert.ok(!findings(rule.page.wrong).includes(rule.code));
        return;
      }
      assert.ok(
        findings(rule.page.wrong).includes(rule.code),
        `the wrong example gave ${findings(rule.page.wrong).join(', ') || 'nothing'}`,
      );
      assert.ok(!findings(rule.page.right).includes(rule.code), 'the right example fires it');
    });
    it(`${rule.code}: the page says what, why and what to do`, () => {
      assert.ok(rule.page.title.length > 8, rule.page.title);
      for (const part of [rule.page.what, rule.page.why, rule.page.fixes]) assert.ok(part.length > 20, part);
    });
  }
  it('no code stands in the list twice', () => {
    assert.equal(new Set(rules.map(rule => rule.code)).size, rules.length);
  });
});
