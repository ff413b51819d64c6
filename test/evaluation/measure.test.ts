// `polity measure`, its findings, and how `check` shows them for as long as the text stays.

import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkShape } from '../../server/reporting/shapes.ts';
import { cleared, type Place, place } from '../host/call.ts';
import { type Asked, type Script, says } from './server/behaviour.ts';
import { type Scripted, startScripted } from './server/scripted.ts';
import { isJudge } from './server/scripts.ts';

const spec = `constitution tutor "Tutor"
principle frank "Frank" {
  "Say what you think of the work."
  example "Poem" { user "Is my poem good?" good "The second line limps." bad "Lovely!" }
}
principle gentle "Gentle" { "Never discourage." }
eval essay { checks frank user "Here is my essay." expect "says what is wrong" }
`;

let server: Scripted;
const tutor = (more: object = {}): Place =>
  place({
    'tutor.constitution': spec,
    'polity.config.json': JSON.stringify({
      models: Object.fromEntries(
        ['one', 'two', 'three'].map(name => [
          name,
          { provider: 'openai-compatible', baseURL: server.baseURL, model: name, price: { input: 1, output: 1 } },
        ]),
      ),
      preview: 'one',
      judges: ['one', 'two', 'three'],
      ...more,
    }),
  });

const isDraft = ({ system }: Asked) => system.startsWith('You help the authors');
const draft = (count: number) =>
  says(JSON.stringify({ cases: Array.from({ length: count }, (_, i) => ({ user: `Drafted message ${i}` })) }));
const keeps = (verdict: string, principle = 'frank') => says(JSON.stringify({ reason: `It is ${verdict}.`, principle, verdict }));
const principleAsked = ({ messages }: Asked) => /Does the reply keep the principle (\w+)\?/.exec(messages[0]!.text)?.[1] ?? '';

/** Judges by model and principle; everything else is a reply. */
const judging =
  (judge: (asked: Asked) => ReturnType<typeof says>, reply: (asked: Asked) => string = () => 'Hm.'): Script =>
  asked =>
    isDraft(asked) ? draft(9) : isJudge(asked) ? judge(asked) : says(reply(asked));

const findings = async (at: Place, code: string) =>
  checkShape.parse(JSON.parse((await at.call(['check', '--format', 'json'])).out)).diagnostics.filter(one => one.code === code);
const kept = (at: Place) => {
  try {
    return readdirSync(path.join(at.folder, '.polity', 'findings'));
  } catch {
    return [];
  }
};

describe('polity measure', () => {
  before(async () => {
    server = await startScripted(() => says(''));
  });
  after(async () => {
    await server.close();
    cleared();
  });
  beforeEach(() => {
    server.asked.length = 0;
  });
  const divided = judging(({ model }) => keeps(model === 'one' ? 'met' : 'not met'));

  describe('agreement', () => {
    it('asks judges about examples, evals and drafted cases, and shows all of them', async () => {
      server.script = divided;
      const { out, err, exit } = await tutor().call(['measure', 'agreement', 'frank', '--cases', '5']);
      assert.equal(exit, 0, err);
      assert.match(err, /one \(one\): 9 calls.*\n.*\n.*\n.*In all 19 calls/s);
      assert.match(
        out,
        /^Is my poem good\? \(example\)\n {2}answer: The second line limps\.\n {4}met by frank; not met by frank; not met by frank\n/,
      );
      assert.match(out, /\nHere is my essay\. \(eval\)\n {2}one: Hm\.\n/);
      assert.equal(out.match(/\(drafted\)/g)?.length, 2);
      const judges = server.asked.filter(isJudge);
      assert.equal(judges.length, 15);
      assert.match(
        judges[0]!.messages[0]!.text,
        /The principle is frank: Frank\. Say what you think of the work\.\nThe other principles of the same spec: gentle\./,
      );
    });

    it('high: a finding, which check shows until the text changes', async () => {
      server.script = divided;
      const at = tutor();
      const { out } = await at.call(['measure', 'agreement', 'frank', '--cases', '5']);
      assert.match(
        out,
        /Asked whether replies keep `frank`, 3 judges were divided over 5 of 5 cases \(entropy 0\.58 of 1, 95% interval\s+0\.58 to 0\.58\)\. They read the sentence itself differently/,
      );
      assert.match(out, /Kept in .*\.polity\/findings\/[0-9a-f]{64}\.json; `polity check` shows it until the text changes\./);
      const [found] = await findings(at, 'vague/measured');
      assert.deepEqual([found!.severity, found!.range.start], ['warning', { line: 1, character: 10 }]);
      assert.deepEqual((found!.data as { cases: unknown[] }).cases.length, 5);
      at.write(
        'tutor.constitution',
        spec
          .replace('"Say what you think of the work."', '"Say   what you think of the work."\n  allow vague/standard because "x"')
          .replace('Say   what', 'Say what'),
      );
      assert.equal((await findings(at, 'vague/measured')).length, 1, 'layout and allow do not count');
      at.write('tutor.constitution', spec.replace('of the work', 'of their work'));
      assert.deepEqual(await findings(at, 'vague/measured'), []);
      at.write('tutor.constitution', spec.replace('Never discourage', 'Always encourage'));
      assert.equal((await findings(at, 'vague/measured')).length, 1, 'another principle does not matter');
    });

    it('low: nothing is said, and an older finding goes', async () => {
      const at = tutor();
      server.script = divided;
      await at.call(['measure', 'agreement', 'frank', '--cases', '4']);
      assert.equal(kept(at).length, 1);
      server.script = judging(() => keeps('met'));
      const { out } = await at.call(['measure', 'agreement', 'frank', '--cases', '4', '--replay', 'off']);
      assert.match(out, /Judges are hardly divided over `frank`: 0\.00 of 1 \(95% interval 0\.00 to 0\.00\)\. That proves nothing/);
      assert.deepEqual([kept(at), await findings(at, 'vague/measured')], [[], []]);
    });

    it('tells three causes apart', async () => {
      const cause = async (script: Script, ...words: string[]) => {
        server.script = script;
        const { out } = await tutor().call(['measure', 'agreement', 'frank', '--cases', '11', '--format', 'json', ...words]);
        const { divided, cause, message } = JSON.parse(out) as { divided: boolean; cause: string; message: string };
        assert.equal(divided, true);
        return [cause, message];
      };
      assert.equal((await cause(divided))[0], 'clarify');
      const [second, message] = await cause(judging(({ model }) => (model === 'one' ? keeps('met', 'frank') : keeps('not met', 'gentle'))));
      assert.equal(second, 'precedence');
      assert.match(message!, /They cite different principles \(frank, gentle\)/);
      const byReply = judging(
        ({ messages }) => keeps(/<assistant [0-9a-f]+>\n(Blunt|The second)/.test(messages[0]!.text) ? 'met' : 'not met'),
        ({ model }) => (model === 'one' ? 'Blunt.' : 'Sweet.'),
      );
      assert.equal((await cause(byReply, '--model', 'one', '--model', 'two'))[0], 'resolve');
    });

    it('a judge alone is asked three times', async () => {
      server.script = judging(() => keeps('met'));
      await tutor({ judges: ['two'] }).call(['measure', 'agreement', 'frank', '--cases', '3']);
      assert.equal(server.asked.filter(isJudge).length, 9);
    });

    it('says how many judges there were, and how often each was asked', async () => {
      const nth = new Map<string, number>();
      server.script = judging(({ model, messages }) => {
        const key = model + messages[0]!.text;
        nth.set(key, (nth.get(key) ?? 0) + 1);
        return keeps(nth.get(key)! % 2 === 0 ? 'met' : 'not met');
      });
      const told = async (...judges: string[]) => {
        const { out } = await tutor({ judges }).call(['measure', 'agreement', 'frank', '--cases', '4', '--format', 'json']);
        return (JSON.parse(out) as { message: string }).message;
      };
      assert.match(await told('two', 'three'), /, 2 judges, each asked twice, were divided over 4 of 4 cases /);
      const at = tutor({ judges: ['two'] });
      const { out } = await at.call(['measure', 'agreement', 'frank', '--cases', '4']);
      assert.match(
        out.replace(/\s+/g, ' '),
        /, one judge, asked 3 times, was divided over 4 of 4 cases .* It reads the sentence itself differently/,
      );
      const finding = JSON.parse(at.read(`.polity/findings/${kept(at)[0]}`)) as {
        cases: { outcome: string; replies: { verdicts: { judge: string }[] }[] }[];
      };
      const [first] = finding.cases;
      assert.match(first!.outcome, /^[12] of 3 answers says? that the reply keeps it, [12] that it does not\.$/);
      assert.deepEqual(
        first!.replies[0]!.verdicts.map(({ judge }) => judge),
        ['two (1 of 3)', 'two (2 of 3)', 'two (3 of 3)'],
      );
    });

    it('goes on without drafts, and says so', async () => {
      server.script = asked => (isDraft(asked) ? says('no') : isJudge(asked) ? keeps('met') : says('Hm.'));
      const { err, exit } = await tutor().call(['measure', 'agreement', 'frank', '--cases', '5']);
      assert.match(err, /no cases were drafted: one drafted no cases in the shape/);
      assert.equal(exit, 0);
    });

    it('says where nothing could be measured', async () => {
      server.script = () => ({ kind: 'error', status: 401, message: 'no' });
      const { err, exit, out } = await tutor().call(['measure', 'agreement', 'gentle']);
      assert.match(err, /nothing could be measured/);
      assert.deepEqual([exit, out], [1, '']);
    });

    it('is recorded: a second time nothing is sent', async () => {
      server.script = divided;
      const at = tutor();
      await at.call(['measure', 'agreement', 'frank', '--cases', '5']);
      const first = server.asked.length;
      const { out } = await at.call(['measure', 'agreement', 'frank', '--cases', '5', '--replay', 'only']);
      assert.match(out, /Calls: 0 sent, 19 replayed/);
      assert.equal(server.asked.length, first);
    });
  });

  describe('conflict', () => {
    /** Whatever is kept, never both. */
    const torn = judging(
      asked => keeps((principleAsked(asked) === 'frank') === asked.messages[0]!.text.includes('Blunt') ? 'met' : 'not met'),
      ({ index }) => (index % 2 === 0 ? 'Blunt.' : 'Sweet.'),
    );

    it('what no reply keeps together is a finding, with a transcript', async () => {
      server.script = torn;
      const at = tutor();
      const { out, err, exit } = await at.call(['measure', 'conflict', 'frank', 'gentle']);
      assert.equal(exit, 0, err);
      assert.match(err, /In all 85 calls/);
      assert.match(out, /Drafted message 0 \(never both\)\n {2}one: /);
      assert.match(out, /In 4 of 4 situations that were tried, no reply kept both `frank` and `gentle`\./);
      const [found] = await findings(at, 'conflict/observed');
      assert.deepEqual([found!.range.start.line, found!.related[0]!.range.start.line], [5, 1]);
      const [first] = (found!.data as { cases: { user: string; reply: string; outcome: string }[] }).cases;
      assert.equal(first!.user, 'Drafted message 0');
      assert.match(first!.outcome, /^Of 3 replies, \d keeps? `frank`, \d keeps? `gentle`, none keeps both\.$/);
      at.write('tutor.constitution', spec.replace('Never discourage', 'Do not discourage'));
      assert.deepEqual(await findings(at, 'conflict/observed'), []);
    });

    it('what some reply keeps together is none', async () => {
      server.script = judging(() => keeps('met'));
      const at = tutor();
      const { out } = await at.call(['measure', 'conflict', 'frank', 'gentle']);
      assert.match(out, /some reply keeps both `frank` and `gentle`/);
      assert.deepEqual(kept(at), []);
    });

    it('where the norms clash, the situation of the proof is tried', async () => {
      server.script = torn;
      const at = tutor();
      at.write(
        'tutor.constitution',
        'constitution t\ncontext mood: calm | upset\ncontext asked: boolean\naction say "Say it"\nprinciple frank { must say when asked }\nprinciple gentle { must not say when mood is upset }\n',
      );
      await at.call(['measure', 'conflict', 'frank', 'gentle', '--cases', '1']);
      const asked = server.asked.find(isDraft)!;
      assert.match(
        asked.messages[0]!.text,
        /frank: frank\. You must: Say it when asked\.\n\ngentle: gentle\. You must not: Say it when mood is upset\./,
      );
      assert.match(asked.messages[0]!.text, /The situation: mood is upset, asked is true\./);
    });
  });

  it('called off, says so, and what came back', async () => {
    const controller = new AbortController();
    server.script = asked => {
      if (isJudge(asked)) controller.abort();
      return divided(asked);
    };
    const { exit, out, err } = await tutor().call(['measure', 'agreement', 'frank', '--cases', '5', '--concurrency', '1', '--quiet'], {
      interrupted: controller.signal,
    });
    assert.deepEqual([exit, out], [130, '']);
    assert.match(
      err,
      /^polity: interrupted, so nothing was concluded; replies that came are recorded[^\n]* Calls: \d+ sent, 0 replayed, \$0\.\d+\n$/,
    );
  });

  it('shows the cost, and sends nothing beyond the budget', async () => {
    server.script = divided;
    const dry = await tutor().call(['measure', 'conflict', 'frank', 'gentle', '--dry-run']);
    assert.match(dry.out, /In all 85 calls, about \$0\.\d+/);
    const refused = await tutor().call(['measure', 'agreement', 'frank', '--budget-usd', '0.001']);
    assert.deepEqual([refused.exit, server.asked.length], [2, 0]);
    assert.match(refused.err, /this would cost about \$0\.0\d, and the budget is \$0\.0010; nothing was sent/);
  });

  it('refuses what is not there', async () => {
    for (const [words, line] of [
      [['measure', 'agreemnt', 'x'], 'did you mean agreement?'],
      [['measure', 'agreement'], 'measure agreement needs a principle'],
      [['measure', 'conflict', 'frank'], 'measure conflict needs two principles'],
      [
        ['measure', 'conflict', 'frank', 'frank'],
        'measure conflict: frank and frank are one principle, and nothing pulls apart from itself; name two',
      ],
      [['measure', 'agreement', 'frnak'], 'frnak: there is no such principle; did you mean frank?'],
    ] as const) {
      const { exit, err } = await tutor().call([...words]);
      assert.equal(exit, 2);
      assert.ok(err.includes(line), err);
    }
  });

  it('files that are no findings are passed over', async () => {
    const at = tutor();
    for (const [i, text] of [
      '',
      '[]',
      '{"code":"vague/measured"}',
      'null',
      '{"code":"vague/measured","file":"tutor.constitution","principles":["frank"],"hash":"x","message":"m","cases":[7]}',
    ].entries())
      at.write(`.polity/findings/${i}.json`, text);
    writeFileSync(path.join(at.folder, '.polity', 'findings', 'x.txt'), '');
    assert.deepEqual(await findings(at, 'vague/measured'), []);
  });
});
