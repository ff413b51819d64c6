// Long runs: `npm run fuzz -- --minutes N [--seed S] [--only findings|landscape|when|difference]`. Ends with 1 where anything disagreed.

import { parseArgs } from 'node:util';
import { properties } from './properties.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: process.env.FUZZ_MINUTES ?? '1' }, seed: { type: 'string' }, only: { type: 'string' } },
});
const until = Date.now() + Number(values.minutes) * 60_000;
const names = Object.keys(properties).filter(name => !values.only || name === values.only) as (keyof typeof properties)[];
let seed = Number(values.seed ?? Math.floor(Math.random() * 0x3fffffff));
/** Of one batch with its shrinking, in milliseconds: a wide spec shrinks slowly. */
const longest = 90_000;
let cases = 0;
let failures = 0;
/** Of one kind of disagreement a few examples are enough. */
const kinds = new Map<string, number>();

while (Date.now() < until) {
  for (const name of names) {
    const ran = properties[name]({ seed, numRuns: 200, interruptAfterTimeLimit: longest });
    cases += ran.cases;
    if (!ran.failed) continue;
    failures++;
    const { message } = ran;
    const kind = `${name}: ${message.split('\n')[0]!.replaceAll(/[\d"'].*|\S*(:|\.|_)\S*/g, '…')}`;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if (kinds.get(kind)! <= 2) console.log(`##### ${name}, seed ${seed}, case ${ran.cases}\n${message}`);
  }
  seed++;
}
console.log(`${cases} cases, ${failures} runs of 200 with a disagreement, last seed ${seed - 1}`);
for (const [kind, count] of [...kinds].sort((a, b) => b[1] - a[1])) console.log(`${count} × ${kind}`);
process.exitCode = failures > 0 ? 1 : 0;
