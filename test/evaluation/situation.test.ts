// What the norm engine decides about an eval: its prompt, and what is expected where the author expects nothing.

import assert from 'node:assert/strict';
import { worldOf } from '../../server/analysis/norms/worlds.ts';
import type { EvalPlan } from '../../server/evaluation/case.ts';
import { gathered } from '../../server/evaluation/cases.ts';
import { situationOf } from '../../server/evaluation/situation.ts';
import { scopeIn } from './reading.ts';

const spec = `authority platform > user
context audience: adult | minor
context urgent: boolean
option warmth: plain | warm default warm
action advise "Give advice"
action dose "State a dose" is advise
action greet "Greet"
action escalate "Hand over"
principle children "Children" at platform when audience is minor { "About children." must not dose must escalate when urgent }
principle helpful "Helpful" at user { "Be of use." may dose when audience is adult must dose when audience is minor must greet }
principle warm "Warm" { should greet when warmth is warm  should advise when warmth is plain }
principle bold "Bold" at user { "Always state a dose." must dose when audience is minor }
role clerk "Clerk" at platform { must not advise }
role nurse "Nurse" { may advise }
`;

function plan(body: string, more = ''): EvalPlan {
  const scope = scopeIn(`${spec}${more}\neval e {\n${body}\nuser "x"\n}`);
  const world = worldOf(scope);
  const { plans, left } = gathered(scope, { situate: facts => situationOf(world, facts) });
  assert.deepEqual(left, []);
  return plans.find(({ id }) => id === 'e')!;
}

const promptOf = (body: string, more?: string) => plan(body, more).cases[0]!.prompt;
const shows = (text: string, ...parts: string[]) => parts.filter(part => text.includes(part));
const all = [
  'About children',
  'You must not: State a dose',
  'You must: State a dose',
  'You may: State a dose',
  'Be of use',
  'Always state a dose',
  'You should: Greet',
  'You should: Give advice',
  'as Clerk',
  'as Nurse',
];

describe('The prompt for an eval', () => {
  it('holds everything that may apply where nothing is known', () =>
    assert.deepEqual(
      shows(promptOf(''), ...all),
      all.filter(part => !['You must: State a dose', 'You should: Give advice', 'Always state a dose'].includes(part)),
    ));

  it('says nothing of a principle whose norms are all out and that has no prose', () => {
    const quiet = 'principle quiet "Quiet hours" { must not greet when urgent because "People rest." }';
    assert.match(promptOf('given urgent', quiet), /Quiet hours/);
    assert.doesNotMatch(promptOf('given not urgent', quiet), /Quiet hours|People rest/);
  });

  it('leaves out what cannot apply, and what is beaten, and keeps what beats it', () => {
    const minor = promptOf('given audience is minor');
    assert.deepEqual(shows(minor, ...all), [
      'About children',
      'You must not: State a dose',
      'Be of use',
      'You should: Greet',
      'as Clerk',
      'as Nurse',
    ]);
    const adult = promptOf('given audience is adult');
    assert.deepEqual(shows(adult, ...all), [
      'You may: State a dose',
      'Be of use',
      'Always state a dose',
      'You should: Greet',
      'as Clerk',
      'as Nurse',
    ]);
  });

  it('an option stands at its default, unless the facts say otherwise', () => {
    assert.match(promptOf(''), /What is known: warmth is warm\./);
    const plain = promptOf('given warmth is plain');
    assert.deepEqual(shows(plain, 'You should: Greet', 'You should: Give advice'), ['You should: Give advice']);
    assert.match(plain, /What is known: warmth is plain\./);
  });

  it('holds the roles of its agent alone', () => {
    assert.deepEqual(shows(promptOf('as clerk'), 'as Clerk', 'as Nurse'), ['as Clerk']);
    const desk = promptOf('as desk', 'agent desk { plays nurse }\nagent both { plays nurse, clerk }');
    assert.deepEqual(shows(desk, 'as Clerk', 'as Nurse'), ['as Nurse']);
    assert.match(desk, /you act as desk/);
  });
});

describe('Where nothing is expected', () => {
  const derived = (body: string) => {
    const step = plan(body).cases[0]!.steps.at(-1)!;
    return 'checks' in step ? step.checks.map(check => check.label) : [];
  };
  it('what is required and forbidden in all situations with the facts is', () => {
    assert.deepEqual(derived('given audience is minor, urgent'), [
      'expect performs greet',
      'expect performs escalate',
      'expect avoids dose',
    ]);
    assert.deepEqual(derived('given audience is minor'), ['expect performs greet', 'expect avoids dose']);
    assert.deepEqual(derived('given audience is adult'), ['expect performs greet']);
  });
  it('the agent counts', () =>
    assert.deepEqual(derived('as clerk given audience is adult'), ['expect performs greet', 'expect avoids advise', 'expect avoids dose']));
});

describe('Facts that no situation has', () => {
  it('are said, and nothing is asked', () => {
    const scope = scopeIn(`${spec}\nassume audience is adult\neval e { given audience is minor user "x" }`);
    const { plans, left } = gathered(scope, { situate: facts => situationOf(worldOf(scope), facts) });
    assert.deepEqual([plans, left.map(({ why }) => why)], [[], ['No situation has the facts that it gives, so there is nothing to try.']]);
  });
});
