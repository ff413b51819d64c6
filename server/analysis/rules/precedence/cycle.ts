// Statements of precedence that go round in a ring.

import { whenWords } from '../../norms/conflict-findings.ts';
import { describe } from '../../norms/cover.ts';
import { provable } from '../../norms/proofs.ts';
import { type Reading, readingOf } from '../../norms/reading.ts';
import { type StatementRing, statementRings } from '../../norms/statement-rings.ts';
import { factsFor, witnessOf } from '../../norms/witness.ts';
import type { Draft, Rule, Spot, Subject } from '../rule.ts';

export const precedenceCycle: Rule = {
  code: 'precedence/cycle',
  severity: 'error',
  page: {
    title: 'Precedence that goes round in a ring',
    what: 'One principle is said to win over a second, that one over a third, and so on back to the first, and there is a situation in which all of it holds.',
    why: 'In that situation nobody can say which rule counts: whatever is kept, something that should win over it is broken. Norms on the ring are left undecided, and no assert about them holds.',
    wrong:
      'constitution civic "City"\naction answer "Answer"\naction ask "Ask back"\nprinciple first "First" { must answer overrides second }\nprinciple second "Second" { must ask overrides first }\n',
    right:
      'constitution civic "City"\ncontext night: boolean\naction answer "Answer"\naction ask "Ask back"\nprinciple first "First" { must answer overrides second when night }\nprinciple second "Second" { must ask overrides first when not night }\n',
    fixes: 'Take one of the statements out, or give them conditions that exclude each other.',
  },
  check,
};

function* check(subject: Subject): Iterable<Draft> {
  const world = provable(subject);
  if (!world) return;
  const reading = readingOf(world);
  for (const ring of statementRings(reading)) {
    const at = placeOf(reading, ring);
    if (at) yield draftOf(reading, ring, at);
  }
}

/** At the last statement; where all of them are adopted, at the last adoption, unless they come through one. */
function placeOf({ world }: Reading, { statements }: StatementRing): Spot | undefined {
  const [last] = statements;
  if (last!.own) return { file: last!.file, segment: last!.segment, span: last!.ref };
  if (last!.ways.some(way => statements.every(({ ways }) => ways.includes(way)))) return undefined;
  const adoption = world.scope.adoptions[Math.max(...statements.map(({ ways }) => ways[0] ?? 0))];
  return adoption && { file: adoption.file, segment: adoption.segment, span: adoption.node.document };
}

function draftOf(reading: Reading, { statements, where, decided }: StatementRing, at: Spot): Draft {
  const [last] = statements;
  const way = statements.map(({ winner }) => `\`${winner.name}\``).join(' over ');
  const related = statements
    .slice(1)
    .map(({ file, segment, ref, winner, loser }) => ({ file, segment, span: ref, message: `\`${winner.name}\` over \`${loser.name}\`` }));
  if (!decided) {
    const message = `Not decided: whether precedence goes round in a ring here (${way} over …). There are too many ways to follow. Use fewer conditions on \`overrides\` and \`prefer\`, or levels instead.`;
    return { at, message, related, severity: 'warning', data: { kind: 'undecided' } };
  }
  const facts = factsFor(reading, where);
  const described = describe(reading, where);
  const message = `Precedence goes round in a ring ${whenWords(described)}: ${way} over \`${last!.winner.name}\`. Nobody can say there which rule counts. Take one of these out, or give them conditions that exclude each other.`;
  return { at, message, related, data: { when: described.text, ...(facts ? { witness: witnessOf(facts) } : {}) } };
}
