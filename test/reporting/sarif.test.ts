import assert from 'node:assert/strict';
import path from 'node:path';
import { Ajv } from 'ajv';
import type { Log } from 'sarif';
import { createGenerator } from 'ts-json-schema-generator';
import { cleared, place } from '../host/call.ts';

const spec = `constitution clinic
context urgent: boolean
action dose "Give a dose"
principle careful "Careful" { must not dose }
principle useful "Useful" { must dose }
principle gentle "Gentle" { must not dose allow conflict/contradiction because "We know; the board decides in May." }
`;

describe('sarif', () => {
  after(cleared);
  const logOf = async (text: string, ...words: string[]): Promise<Log> => {
    const here = place({ 'a.constitution': text });
    return JSON.parse((await here.call(['check', '--format', 'sarif', ...words])).out);
  };
  const conflicts = ({ runs: [run] }: Log) => run!.results!.filter(({ ruleId }) => ruleId === 'conflict/contradiction');

  // @types/sarif is generated from the official SARIF 2.1.0 schema (rtm.5), type for type.
  it('fits the official schema, by the types that are generated from it', async function () {
    this.timeout(60_000);
    const schema = createGenerator({
      path: path.join(import.meta.dirname, '..', '..', 'node_modules', '@types', 'sarif', 'index.d.ts'),
      tsconfig: path.join(import.meta.dirname, '..', 'lsp', 'schemas.tsconfig.json'),
      type: 'Log',
      skipTypeCheck: true,
      additionalProperties: false,
    }).createSchema('Log');
    const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
    const log = await logOf(spec);
    assert.ok(validate(log), JSON.stringify(validate.errors?.slice(0, 3), undefined, 2));
    const broken = structuredClone(log) as unknown as { runs: { results: { level: string }[] }[] };
    broken.runs[0]!.results[0]!.level = 'bad';
    assert.ok(!validate(broken), 'the schema refuses what is wrong');
  });

  it('carries the help of each rule and the places that explain a finding', async () => {
    const log = await logOf(spec);
    const [first] = conflicts(log);
    const rule = log.runs[0]!.tool.driver.rules![first!.ruleIndex!]!;
    assert.equal(rule.id, 'conflict/contradiction');
    assert.match(rule.help!.markdown!, /## What to do/);
    assert.match(first!.relatedLocations![0]!.message!.text!, /careful/);
  });

  it('keeps fingerprints while lines move, and only then', async () => {
    const marks = (log: Log) => log.runs[0]!.results!.map(({ partialFingerprints }) => partialFingerprints!['polityFinding/v1']).sort();
    const moved = spec.replace('context urgent', '\n\n// A note.\n\ncontext urgent').replace('principle useful', '\n\nprinciple useful');
    assert.deepEqual(marks(await logOf(moved)), marks(await logOf(spec)));
    assert.notDeepEqual(marks(await logOf(spec.replace('must dose }', 'must dose should dose }'))), marks(await logOf(spec)));
  });

  it('shows what `allow` accepts as suppressed, with the reason', async () => {
    const suppressed = conflicts(await logOf(spec)).filter(({ suppressions }) => suppressions);
    assert.ok(suppressed.length > 0);
    for (const { suppressions } of suppressed)
      assert.deepEqual(suppressions, [{ kind: 'inSource', status: 'accepted', justification: 'We know; the board decides in May.' }]);
  });

  it('shows what the baseline accepts as suppressed from outside, and what has expired as new', async () => {
    const here = place({ 'a.constitution': spec });
    await here.call(['check', '--baseline', 'known.json', '--write-baseline', 'known.json']);
    const known = JSON.parse(here.read('known.json'));
    for (const finding of known.findings)
      Object.assign(finding, { owner: 'B. Board', reason: 'until the board met', expires: '2999-12-31' });
    here.write('known.json', JSON.stringify(known));
    const first = await here.call(['check', '--baseline', 'known.json', '--format', 'sarif']);
    const log: Log = JSON.parse(first.out);
    assert.equal(first.exit, 0);
    assert.ok(log.runs[0]!.results!.every(({ suppressions }) => suppressions));
    assert.deepEqual(log.runs[0]!.results!.find(({ suppressions }) => suppressions![0]!.kind === 'external')?.suppressions, [
      { kind: 'external', status: 'accepted', justification: 'until the board met' },
    ]);
    for (const finding of known.findings) finding.expires = '2020-01-01';
    here.write('known.json', JSON.stringify(known));
    const expired = await here.call(['check', '--baseline', 'known.json']);
    assert.equal(expired.exit, 1);
    assert.match(expired.err, /was known until 2020-01-01 and counts again; B\. Board sees to it/);
    here.write('a.constitution', spec.replace('useful "Useful" { must dose }', 'useful "Useful" { may dose }'));
    assert.match(
      (await here.call(['check', '--baseline', 'known.json'])).err,
      /conflict\/contradiction in a\.constitution \(principle useful\) is gone; --write-baseline takes it out/,
    );
  });
});
