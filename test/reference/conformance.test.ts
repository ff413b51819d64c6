// The evaluator against the conformance cases: what validates it before it is held against the engine.

import { deepEqual } from 'node:assert/strict';
import { parse } from '../../grammar/parser.ts';
import { type Case, casesIn } from './cases.ts';
import { findingsOf } from './findings.ts';
import { worldOf } from './norms.ts';

/** What the evaluator reports; the rest of a case's expectations belongs to others. */
const ours = /^(conflict|norm|consent|assert|assume|precedence|landscape|allow)\/|^eval\/impossible$/;
/** Text with such trouble is no spec yet: there is nothing to evaluate. */
const broken = /^(syntax|name\/(unknown|duplicate|import|cycle)$|type)/;
const folders = { shared: '/work/shared/conformance/cases', own: new URL('../conformance', import.meta.url).pathname };

for (const [whose, folder] of Object.entries(folders)) {
  describe(`the reference evaluator on the ${whose} conformance cases`, () => {
    const cases = casesIn(folder);
    it(cases.length > 0 ? `finds ${cases.length}` : 'is left out: the folder is missing', function () {
      if (cases.length === 0) this.skip();
    });
    for (const it_ of cases) {
      const codes = it_.expected.map(line => line.split(' ')[1]!);
      if (codes.some(code => broken.test(code)) || (it_.only && !it_.only.some(family => ours.test(`${family}/`)))) continue;
      it(it_.title, () => deepEqual(evaluated(it_), it_.expected.filter(line => wanted(it_, line.split(' ')[1]!)).sort()));
    }
  });
}

const wanted = (it: Case, code: string) => ours.test(code) && (it.only?.some(family => code.startsWith(family)) ?? true);

function evaluated(it: Case): string[] {
  const documents = new Map([...it.files].map(([file, text]) => [file, parse(text)]));
  const found = new Set<string>();
  for (const [file, text] of it.files) {
    for (const finding of findingsOf(worldOf({ documents, file }))) {
      if (finding.optional || !wanted(it, finding.code)) continue;
      found.add(`${file}:${text.slice(0, finding.start).split('\n').length} ${finding.code}`);
    }
  }
  return [...found].sort();
}
