// A claim about an action that some situation refutes.

import type { Assert } from '../../../../grammar/syntax.ts';
import { type Declared, declarationsOf } from '../../names.ts';
import { and, type Box, type Literal, not } from '../../norms/circuit.ts';
import { whenWords } from '../../norms/conflict-findings.ts';
import { describe } from '../../norms/cover.ts';
import { readScopeOf } from '../../norms/facts.ts';
import { standingOf } from '../../norms/force.ts';
import { doesWhat, listOf, normName, spotOf } from '../../norms/naming.ts';
import { provable } from '../../norms/proofs.ts';
import { findIn, literal, type Reading, readingOf } from '../../norms/reading.ts';
import { assertedLiteral, type Status, statuses, statusesOf } from '../../norms/status.ts';
import { boxOfFacts, factsFor, situationFor, witnessOf } from '../../norms/witness.ts';
import type { Act, Norm, World } from '../../norms/world.ts';
import { lookup } from '../../resolve.ts';
import type { Draft, Rule, Subject } from '../rule.ts';

export const assertFails: Rule = {
  code: 'assert/fails',
  severity: 'error',
  page: {
    title: 'An assert that does not hold',
    what: 'The `assert` claims a status of an action, and in some situation where it is meant to hold the norms in force give the action another one, or are in conflict about it.',
    why: 'The author was sure of something that the document does not say. The finding names a situation that refutes it, and the norms behind it.',
    wrong:
      'constitution clinic "Clinic"\ncontext audience: adult | minor | unknown\naction give_dosage "State a dose"\nprinciple p "No doses" { must not give_dosage when audience is minor }\nassert give_dosage is forbidden when audience is not adult\n',
    right:
      'constitution clinic "Clinic"\ncontext audience: adult | minor | unknown\naction give_dosage "State a dose"\nprinciple p "No doses" { must not give_dosage unless audience is adult }\nassert give_dosage is forbidden when audience is not adult\n',
    fixes: 'Correct the norms, or narrow the assert to where it is true.',
  },
  check,
};

type Claimed = Exclude<Status, 'conflicted'>;
const isClaimed = (text: string): text is Claimed => text !== 'conflicted' && (statuses as readonly string[]).includes(text);

function* check(subject: Subject): Iterable<Draft> {
  const world = provable(subject);
  if (!world) return;
  const reading = readingOf(world);
  for (const declared of declarationsOf(subject.scope.own, 'assert')) {
    const { action, status } = declared.node;
    const found = lookup(subject.scope, 'action', action);
    const act = found.kind === 'found' ? world.ground.actOf(found.entity) : undefined;
    const where = readScopeOf(world, declared.node);
    if (!act || !where || !isClaimed(status.text)) continue;
    const refuted = and(reading.circuit, [literal(reading, where), not(assertedLiteral(reading, act, status.text))]);
    const draft = judge(reading, { declared, act, refuted });
    if (draft) yield draft;
  }
}

interface Claim {
  readonly declared: Declared<Assert>;
  readonly act: Act;
  readonly refuted: Literal;
}

function judge(reading: Reading, { declared, act, refuted }: Claim): Draft | undefined {
  const at = { ...declared, span: declared.node };
  const claim = `\`${act.name}\` is ${declared.node.status.text}`;
  const found = findIn(reading, refuted);
  if (statusesOf(reading, act).unknown || found.kind === 'unknown') {
    const message = `Not decided: whether ${claim} wherever this claims it. The norms about it are too tangled to be searched through in the time there is: use fewer alternatives in their conditions, or claim less at once.`;
    return { at, message, severity: 'warning', data: { kind: 'undecided' } };
  }
  if (found.kind === 'none') return undefined;
  const facts = factsFor(reading, refuted) ?? [];
  const box = boxOfFacts(reading, situationFor(reading, refuted, Object.values(statusLiterals(reading, act))) ?? []);
  const behind = normsBehind(reading, act, box);
  const norms = behind.filter(({ modality }) => !isSoft(modality));
  const where = describe(reading, refuted);
  const message = `It does not hold that ${claim}: ${whenWords(where)} it is ${statusIn(reading, act, box)}, ${because(behind, act)}. Correct the norms, or narrow this claim.`;
  return {
    at,
    message,
    related: norms.map(norm => related(reading.world, norm)),
    data: { norms: norms.map(norm => normName(reading.world, norm)), when: where.text, witness: witnessOf(facts) },
  };
}

const related = (world: World, norm: Norm) => ({ ...spotOf(norm), message: `\`${norm.principle.name}\`: ${normName(world, norm).text}` });

const holdsIn = (reading: Reading, goal: Literal, box: Box): boolean => findIn(reading, goal, box).kind === 'found';

function statusLiterals(reading: Reading, act: Act): Readonly<Record<Status, Literal>> {
  const { forbidden, required, permitted, open, conflicted } = statusesOf(reading, act);
  return { forbidden, required, permitted, open, conflicted };
}

const said: Readonly<Record<Status, string>> = {
  forbidden: 'forbidden',
  required: 'required',
  permitted: 'permitted',
  open: 'open',
  conflicted: 'in conflict',
};

function statusIn(reading: Reading, act: Act, box: Box): string {
  const found = statusLiterals(reading, act);
  return listOf(
    statuses.filter(status => holdsIn(reading, found[status], box)).map(status => said[status]),
    'or',
  );
}

/** The norms that bear on the action in the situation: in force, or undecided. */
function normsBehind(reading: Reading, act: Act, box: Box): readonly Norm[] {
  const { circuit } = reading;
  const norms = statusesOf(reading, act).bearing.filter(({ norm, relation }) => {
    const { inForce, undecided } = standingOf(reading, norm);
    const stands = not(and(circuit, [not(inForce), not(undecided)]));
    return holdsIn(reading, and(circuit, [stands, literal(reading, relation)]), box);
  });
  const places = new Set(norms.map(({ norm }) => norm));
  return reading.world.norms.filter(norm => places.has(norm));
}

/** What is encouraged or discouraged is left open all the same. */
const isSoft = (modality: Norm['modality']): boolean => modality === 'should' || modality === 'should not';

function because(behind: readonly Norm[], act: Act): string {
  const does = (norms: readonly Norm[]) => listOf(norms.slice(0, 3).map(norm => `\`${norm.principle.name}\` ${doesWhat(norm)}`));
  const hard = behind.filter(({ modality }) => !isSoft(modality));
  if (hard.length > 0) return `for ${does(hard)}`;
  // Those about its kinds, or about what opposes it, need more words than they are worth where there are others.
  const about = behind.filter(norm => norm.act === act);
  const soft = behind.length === 0 ? '' : `; ${does(about.length > 0 ? about : behind)}, which leaves it open`;
  return `for no \`must\`, \`must not\` or \`may\` about it is in force there${soft}`;
}
