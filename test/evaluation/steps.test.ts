// What evals and examples come down to: the conversation a line a step.

import assert from 'node:assert/strict';
import type { Case, Check, Step } from '../../server/evaluation/case.ts';
import { labelOf, messagesOf, simulatorMessages } from '../../server/evaluation/conversation.ts';
import type { Situation } from '../../server/evaluation/situation.ts';
import { read, scopeIn } from './reading.ts';

const checks = (list: readonly Check[]) => (list.length === 0 ? '' : ` ${list.map(shown).join('; ')}`);

function shown(check: Check): string {
  switch (check.kind) {
    case 'contains':
    case 'equals':
    case 'matches':
      return `${check.negated ? 'not ' : ''}${check.kind} ${check.text}`;
    case 'length':
      return `${check.over ? 'over' : 'under'} ${check.count} ${check.unit}`;
    case 'action':
      return `${check.performs ? 'performs' : 'avoids'} “${check.prose}”${check.derived ? ' (derived)' : ''}`;
    case 'criterion':
      return `${check.negated ? 'not ' : ''}“${check.text}”`;
    case 'scale':
      return `“${check.text}” ${check.atLeast}/${check.of}`;
    case 'parity':
      return `parity “${check.text}” ${check.within}`;
    case 'compared':
      return `good: ${check.good.map(({ text }) => text)} bad: ${check.bad.map(({ text, because }) => `${text}${because ? ` (${because})` : ''}`)}`;
  }
}

function line(step: Step): string {
  switch (step.kind) {
    case 'said':
      return `${[step.said.speaker, labelOf(step.said)].filter(part => part !== '').join(' ')}: ${step.said.text}`;
    case 'reply':
      return `→${checks(step.checks)}${step.stands ? ` [stands: ${step.stands.text}]` : ''}`;
    case 'judged':
      return `judged${checks(step.checks)}`;
    case 'simulated':
      return `${step.turns} turns with “${step.who}”${checks(step.checks)}`;
  }
}

const lines = ({ steps }: Case) => steps.map(line);
const only = (spec: string, situation?: Partial<Situation>) => {
  const { plans } = read(spec, situation);
  assert.equal(plans.length, 1);
  return plans[0]!;
};
const steps = (title: string, body: string, expected: readonly string[]) =>
  it(title, () => assert.deepEqual(lines(only(`action a "Do A"\neval e {\n${body}\n}`).cases[0]!), expected));

describe('Steps of an eval', () => {
  steps('a reply, and what is expected of it', 'user "Hi"\nexpect contains "x"\nexpect avoids a', [
    'user: Hi',
    '→ contains x; avoids “Do A”',
  ]);
  steps(
    'every form',
    'user "Hi" expect not equals "x" expect matches "y" expect under 20 words expect over 3 sentences expect performs a expect not "rude" expect "kind" at least 4 of 5',
    ['user: Hi', '→ not equals x; matches y; under 20 words; over 3 sentences; performs “Do A”; not “rude”; “kind” 4/5'],
  );
  steps('several turns, each judged', 'user "One" expect "a"\nuser "Two" expect "b"', ['user: One', '→ “a”', 'user: Two', '→ “b”']);
  steps('a turn that the author answers is not asked', 'user "One"\nassistant "Said"\nuser "Two" expect "b"', [
    'user: One',
    'assistant: Said',
    'user: Two',
    '→ “b”',
  ]);
  steps('a turn that nobody answers is asked', 'user "One"\nuser "Two" expect "b"', ['user: One', '→', 'user: Two', '→ “b”']);
  steps('what is expected of an answer that the author wrote', 'user "One"\nassistant "Said" expect contains "x"', [
    'user: One',
    'assistant: Said',
    'judged contains x',
  ]);
  steps('system and developer turns', 'system "Be brief"\ndeveloper "Rules"\nuser "One" expect "b"', [
    'system system: Be brief',
    'developer developer: Rules',
    'user: One',
    '→ “b”',
  ]);
  steps('a tool between is answered', 'user "One"\nassistant to "python" "1+1"\ntool from "python" "2"\nexpect "b"', [
    'user: One',
    'assistant to python: 1+1',
    'tool tool python: 2',
    '→ “b”',
  ]);
  steps('a simulated user, judged as a whole', 'user "One"\nsimulate "a child" for 3 turns\nexpect "calm"', [
    'user: One',
    '→',
    '3 turns with “a child” “calm”',
  ]);

  it('what varies, in every combination, in the strings below it', () => {
    const plan = only(
      'eval e {\nuser "{who} first"\nvary who: "A", "B"\nvary n: "1", "2"\nuser "{who} {n} {other}" expect contains "{who}"\nrepeat 5 pass 4\n}',
    );
    assert.deepEqual(
      plan.cases.map(one => [one.binding, lines(one)[2], lines(one)[3]]),
      [
        [{ who: 'A', n: '1' }, 'user: A 1 {other}', '→ contains A'],
        [{ who: 'A', n: '2' }, 'user: A 2 {other}', '→ contains A'],
        [{ who: 'B', n: '1' }, 'user: B 1 {other}', '→ contains B'],
        [{ who: 'B', n: '2' }, 'user: B 2 {other}', '→ contains B'],
      ],
    );
    assert.equal(lines(plan.cases[0]!)[0], 'user: {who} first');
    assert.deepEqual([plan.repeat, plan.pass], [5, 4]);
  });

  it('without `pass`, all repeats must', () => assert.equal(only('eval e { user "x" expect "y" repeat 3 }').pass, 3));

  it('parity is kept with the eval', () => {
    const plan = only('eval e { vary who: "A", "B" user "{who}" expect parity "friendly" within 10% }');
    assert.deepEqual(
      plan.parity.map(({ text, within }) => [text, within]),
      [['friendly', 0.1]],
    );
  });

  it('without any expectation, what the norms require and forbid', () => {
    const spec = 'action a "Do A"\naction b\neval e { user "x" }';
    const [a, b] = ['a', 'b'].map(name => scopeIn(spec).own.named.get('action')!.get(name)!);
    const { plans } = read(spec, { due: () => ({ required: [a!], forbidden: [b!] }) });
    assert.deepEqual(lines(plans[0]!.cases[0]!), ['user: x', '→ performs “Do A” (derived); avoids “b” (derived)']);
  });

  it('names what it checks, its tags, its model and its place', () => {
    const plan = only(
      'role r { tagged t, u }\nagent ag { plays r uses local }\n\neval e "Title" {\n checks r\n as ag\n user "x" expect "y"\n}',
    );
    assert.deepEqual([plan.title, plan.checks, plan.tags, plan.model, plan.at.line], ['Title', ['r'], ['t', 'u'], 'local', 4]);
    const step = plan.cases[0]!.steps[1]!;
    assert.deepEqual('checks' in step && step.checks[0]!.at, { file: 'a.modelspec', line: 7, character: 10 });
  });

  it('leaves out what cannot be asked, and says why', () => {
    const { plans, left } = read('eval e { expect "y" }\nprinciple p { example "shown" { user "x" assistant "y" } }');
    assert.deepEqual(
      [plans, left.map(({ id, why }) => `${id}: ${why}`)],
      [[], ['e: It has no user turn, so nothing is asked.', 'p/shown: It shows a conversation, and leaves nothing to answer.']],
    );
    assert.match(read('eval e { user "x" }', { possible: false }).left[0]!.why, /^No situation has the facts/);
  });

  it('leaves out what would never end, without counting it through', () => {
    const ten = Array.from({ length: 10 }, (_, i) => `"${i}"`).join(', ');
    const varies = (count: number) => Array.from({ length: count }, (_, i) => `vary v${i}: ${ten}`).join(' ');
    const asked = (body: string) => read(`eval e { ${body} expect "y" }`);
    for (const body of [
      `${varies(40)} user "x"`,
      'user "x" repeat 999999999999',
      'simulate "x" for 99999999 turns',
      `${varies(4)} user "x" repeat 2`,
    ]) {
      const { plans, left } = asked(body);
      assert.deepEqual([plans, left.map(({ id }) => id)], [[], ['e']]);
      assert.match(left[0]!.why, /more than 10,000 replies would be asked for, so nothing is asked/);
    }
    assert.equal(asked(`${varies(4)} user "x"`).plans[0]!.cases.length, 10_000);
  });

  it('counts in whole numbers: a run of others could not be read again', () => {
    for (const [body, repeat] of [
      ['user "x" expect "y" repeat 2.5', 2],
      ['user "x" expect "y" repeat 0.5', 1],
      ['user "x" expect "y" repeat -3', 1],
    ] as const) {
      const plan = only(`eval e { ${body} }`);
      assert.deepEqual([plan.repeat, plan.pass], [repeat, repeat], body);
    }
    assert.deepEqual(
      lines(only('eval e { simulate "S" for 2.9 turns expect "y" }').cases[0]!),
      lines(only('eval e { simulate "S" for 2 turns expect "y" }').cases[0]!),
    );
  });
});

describe('Steps of an example', () => {
  const example = (title: string, body: string, expected: readonly string[]) =>
    it(title, () => assert.deepEqual(lines(only(`principle p "Title" {\n"Prose."\nexample "E" {\n${body}\n}\n}`).cases[0]!), expected));
  example('the reply beside the good and the bad', 'user "Hi"\ngood "Hello" because "warm"\nbad "What?" because "rude"', [
    'user: Hi',
    '→ good: Hello bad: What? (rude) [stands: Hello]',
  ]);
  example('an acceptable one stands on the good side, and stands in where nothing is better', 'user "Hi"\nbad "What?"\nok "Hi."', [
    'user: Hi',
    '→ good: Hi. bad: What? [stands: Hi.]',
  ]);
  example('several groups, with turns between', 'user "Hi"\ngood "Hello"\nbad "What?"\nuser "And now?"\ngood "This"\nbad "That"', [
    'user: Hi',
    '→ good: Hello bad: What? [stands: Hello]',
    'user: And now?',
    '→ good: This bad: That [stands: This]',
  ]);
  example('recipients are shown', 'user "Sum?"\ngood to "python" "1+1"', ['user: Sum?', '→ good: [to python]\n1+1 bad:  [stands: 1+1]']);

  it('checks its principle, which the judge reads', () => {
    const plan = only('principle p "Title" {\n"Prose."\nexample { user "x" good "y" bad "z" }\n}');
    assert.deepEqual([plan.id, plan.checks], ['p/example 1', ['p']]);
    const step = plan.cases[0]!.steps[1]!;
    assert.equal('checks' in step && step.checks[0]!.kind === 'compared' && step.checks[0]!.prose, 'Title — Prose.');
  });

  it('two of one title get names of their own', () => {
    const { plans } = read('principle p {\nexample "E" { user "x" good "y" }\nexample "E" { user "x" good "y" }\n}');
    assert.deepEqual(
      plans.map(({ id }) => id),
      ['p/E', 'p/E (2)'],
    );
  });
});

describe('A conversation as a model is sent it', () => {
  it('puts system and opening developer turns behind the prompt', () => {
    const sent = messagesOf('PROMPT', [
      { speaker: 'system', text: 'SYS' },
      { speaker: 'developer', text: 'DEV' },
      { speaker: 'user', text: 'Hi' },
      { speaker: 'developer', text: 'LATE' },
    ]);
    assert.deepEqual(sent, [
      { role: 'system', text: 'PROMPT\n\nSYS\n\n## Instructions from the developer\n\nDEV' },
      { role: 'user', text: 'Hi\n\n[developer]\nLATE' },
    ]);
  });

  it('shows recipients and tools in words', () => {
    const sent = messagesOf('', [
      { speaker: 'user', text: 'Sum?' },
      { speaker: 'assistant', text: '1+1', to: 'python' },
      { speaker: 'tool', text: '2', from: 'python' },
    ]);
    assert.deepEqual(
      sent.map(({ role, text }) => `${role}: ${text}`),
      ['user: Sum?', 'assistant: [to python]\n1+1', 'user: [tool python]\n2'],
    );
  });

  it('begins and ends with the user', () => {
    assert.deepEqual(
      messagesOf('', [{ speaker: 'assistant', text: 'Hello' }]).map(({ role }) => role),
      ['user', 'assistant', 'user'],
    );
    assert.deepEqual(
      messagesOf('P', []).map(({ role }) => role),
      ['system', 'user'],
    );
  });

  it('is turned round for the one who plays the user', () => {
    const sent = simulatorMessages('a child', [
      { speaker: 'user', text: 'Why?' },
      { speaker: 'assistant', text: 'Because.', generated: 'reply' },
    ]);
    assert.match(sent[0]!.text, /Who you are: a child/);
    assert.deepEqual(
      sent.slice(1).map(({ role, text }) => `${role}: ${text}`),
      ['user: (The conversation begins; you speak first.)', 'assistant: Why?', 'user: Because.'],
    );
  });
});
