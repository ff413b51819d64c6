// Facts that no situation has.

import type * as syntax from '../../../../grammar/syntax.ts';
import { all, everywhere } from '../../norms/conditions.ts';
import { agentFact, readFacts } from '../../norms/facts.ts';
import { findsAny } from '../../norms/life.ts';
import { provable } from '../../norms/proofs.ts';
import { inReading, literal } from '../../norms/reading.ts';
import type { World } from '../../norms/world.ts';
import type { Draft, Rule, Subject } from '../rule.ts';

export const evalImpossible: Rule = {
  code: 'eval/impossible',
  severity: 'error',
  page: {
    title: 'An eval in a situation that cannot be',
    what: 'The facts after `given` exclude each other, speak of another agent than `as` names, or break an `assume`: no situation has them all.',
    why: 'Whatever the model does there says nothing about the document, which rules only what can be.',
    wrong:
      'constitution clinic "Clinic"\ncontext audience: adult | minor\ncontext at_school: boolean\nassume at_school implies audience is minor\naction refer "Refer"\nprinciple p "Refer" { must refer }\neval school "At school" { checks p given audience is adult, at_school user "Hello." }\n',
    right:
      'constitution clinic "Clinic"\ncontext audience: adult | minor\ncontext at_school: boolean\nassume at_school implies audience is minor\naction refer "Refer"\nprinciple p "Refer" { must refer }\neval school "At school" { checks p given audience is minor, at_school user "Hello." }\n',
    fixes: 'Correct the facts, or the `assume` that rules them out.',
  },
  check,
};

function* check(subject: Subject): Iterable<Draft> {
  const world = provable(subject);
  if (!world) return;
  for (const { file, segment, node } of subject.scope.own.declarations) {
    const bodies =
      node.kind === 'eval'
        ? [node.body]
        : node.kind === 'principle'
          ? node.body.flatMap(one => (one.kind === 'example' ? [one.body] : []))
          : [];
    for (const body of bodies) {
      const given = body.filter(statement => statement.kind === 'given');
      const [as] = body.filter(statement => statement.kind === 'as');
      const bad = firstImpossible(world, given, as);
      if (bad)
        yield {
          at: { file, segment, span: bad.given },
          message: messages[bad.kind],
          ...(bad.kind === 'undecided' ? { severity: 'warning', data: { kind: bad.kind } } : {}),
        };
    }
  }
}

const messages = {
  impossible:
    'No situation has these facts: they exclude each other, or an `as` or `assume` rules them out. Correct them, or what rules them out.',
  undecided:
    'Not decided: whether any situation has these facts. What is assumed of their contexts is too tangled to be searched through in the time there is; state fewer alternatives in the `assume`s.',
};

function firstImpossible(
  world: World,
  givens: readonly syntax.Given[],
  as: syntax.As | undefined,
): { given: syntax.Given; kind: keyof typeof messages } | undefined {
  let facts = (as && readFacts(world, [agentFact(as.agent.text)])) ?? everywhere;
  for (const given of givens) {
    facts = all(facts, readFacts(world, given.facts) ?? everywhere);
    const some = inReading(world, reading => findsAny(reading, literal(reading, facts)));
    if (some !== true) return { given, kind: some === false ? 'impossible' : 'undecided' };
  }
  return undefined;
}
