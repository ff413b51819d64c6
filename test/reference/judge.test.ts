// The judge of witnesses and expressions is itself judged: it must refuse what is wrong.

import { equal, match, ok } from 'node:assert/strict';
import { parse } from '../../grammar/parser.ts';
import { conflictsOf, worldOf } from './norms.ts';
import { expressionFault, type Witness, witnessFault } from './witness.ts';

const world = worldOf({
  file: 'main.modelspec',
  documents: new Map([
    [
      'main.modelspec',
      parse(`modelspec desk "Desk"
context urgent: boolean
context age: 0..20
context topic: health(medication, crisis) | legal
action tell "Tell"
role quiet "Quiet" { must not tell when topic is health }
principle loud "Loud" { must tell when urgent and age >= 18 }
agent one "One" { plays quiet }
agent two "Two"
`),
    ],
  ]),
});
const where = conflictsOf(world)[0]!.where;
const judge = (witness: Witness) => witnessFault(world, witness, { all: world.situations, where, minimal: true });
const read = (text: string) => expressionFault(world, text, { all: world.situations, where });

describe('the judge of the reference evaluator', () => {
  const sound = { urgent: true, age: 19, topic: 'crisis', agent: 'one' };
  it('takes a witness that proves the conflict and holds nothing idle', () => equal(judge(sound), undefined));
  it('refuses one that proves too little', () => match(judge({ urgent: true, age: 19, agent: 'one' })!, /is none of those/));
  it('refuses one that is false', () => match(judge({ ...sound, age: 17 })!, /is none of those/));
  it('refuses a value that the context does not have', () => match(judge({ ...sound, age: 21 })!, /has no value 21/));
  it('refuses a boolean in words', () => match(judge({ ...sound, urgent: 'true' })!, /has no value "true"/));
  it('refuses a context that is none', () => match(judge({ ...sound, weather: 'sun' })!, /no context weather/));
  it('refuses a value that others lie under, where a leaf would do', () =>
    match(judge({ ...sound, topic: 'health' })!, /the leaf medication of topic/));
  it('refuses a fact that can be left out', () => {
    const all = { all: world.situations, where: new Set(world.situations.map(it => it.number)), minimal: true };
    match(witnessFault(world, { urgent: true }, all)!, /urgent can be left out/);
    equal(witnessFault(world, {}, all), undefined);
  });
  it('takes every expression for the same situations', () => {
    equal(read('agent is one and topic is health and urgent and age > 17'), undefined);
    equal(read('not (agent is two or topic is legal or age < 18) and urgent'), undefined);
  });
  it('refuses one that says more or less', () => {
    match(read('agent is one and topic is crisis and urgent and age > 17')!, /is false where it should not be/);
    match(read('agent is one and urgent and age > 17')!, /is true where it should not be/);
    match(read('always')!, /is true where it should not be/);
  });
  it('refuses what is no expression', () => ok(read('urgent and')));
});
