// An action that needs a consent, bid or allowed where the consent is not given.

import { and, type Literal, not } from '../../norms/circuit.ts';
import { isNegative } from '../../norms/clashes.ts';
import { whenWords } from '../../norms/conflict-findings.ts';
import { describe } from '../../norms/cover.ts';
import { standingOf } from '../../norms/force.ts';
import { kindsAbove } from '../../norms/kinds.ts';
import { findsAny } from '../../norms/life.ts';
import { doesWhat, normName, spotOf } from '../../norms/naming.ts';
import { provable } from '../../norms/proofs.ts';
import { literal, type Reading, readingOf } from '../../norms/reading.ts';
import type { Variable } from '../../norms/variables.ts';
import { factLiteral, factsFor, witnessOf } from '../../norms/witness.ts';
import type { Norm } from '../../norms/world.ts';
import type { Draft, Rule, Subject } from '../rule.ts';

export const consentMissing: Rule = {
  code: 'consent/missing',
  severity: 'error',
  page: {
    title: 'A norm bids what the user has not agreed to',
    what: 'The action needs a consent, or is a kind of one that does, and the norm bids or allows it and is in force in a situation in which the consent is not given.',
    why: 'There the assistant would do what the user was never asked about.',
    wrong:
      'constitution coach "Coach"\nconsent habits "Remember habits" { covers "habits" default off revocable }\naction nudge "Remind of a habit" needs consent habits\nprinciple reminders "Reminders" { should nudge }\n',
    right:
      'constitution coach "Coach"\nconsent habits "Remember habits" { covers "habits" default off revocable }\naction nudge "Remind of a habit" needs consent habits\nprinciple reminders "Reminders" { should nudge when consent.habits }\n',
    fixes: 'Add `when consent.NAME` to the norm, or let a rule above it forbid the action without the consent.',
  },
  check,
};

function* check(subject: Subject): Iterable<Draft> {
  const world = provable(subject);
  if (!world) return;
  const reading = readingOf(world);
  for (const norm of world.norms) {
    if (!norm.principle.own || norm.broken || !norm.act || isNegative(norm.modality)) continue;
    const missing = missingFor(reading, norm);
    if (missing.length > 0) yield finding(reading, norm, missing);
  }
}

interface Missing {
  readonly consent: Variable;
  readonly where: Literal;
  readonly decided: boolean;
}

/** The consents that the action needs and that may be missing where the norm is in force. */
function missingFor(reading: Reading, norm: Norm): readonly Missing[] {
  const found = new Map<Variable, Missing>();
  for (const [kind, relation] of kindsAbove(norm.act!)) {
    for (const { variable } of kind.needs) {
      const { inForce, unknown } = standingOf(reading, norm);
      const where = and(reading.circuit, [inForce, literal(reading, relation), not(factLiteral(reading, { variable, value: 1 }))]);
      const some = findsAny(reading, where);
      if (some !== false && !found.has(variable)) found.set(variable, { consent: variable, where, decided: some === true && !unknown });
    }
  }
  return [...found.values()];
}

function finding(reading: Reading, norm: Norm, missing: readonly Missing[]): Draft {
  const { world } = reading;
  const [first] = missing;
  const consents = missing.map(({ consent }) => `\`${consent.name}\``).join(', ');
  const norms = [normName(world, norm)];
  if (!first!.decided) {
    const message = `Not decided: whether this norm is in force without ${consents}, which its action needs. Add \`when ${first!.consent.name}\` to be sure.`;
    return { at: spotOf(norm), message, severity: 'warning', data: { kind: 'undecided', norms } };
  }
  const where = describe(reading, first!.where);
  const facts = factsFor(reading, first!.where);
  const message = `This norm ${doesWhat(norm)}, which needs ${consents}, and is in force without it ${whenWords(where)}. Nobody was asked there. Add \`when ${first!.consent.name}\`.`;
  return {
    at: spotOf(norm),
    message,
    data: {
      norms,
      when: where.text,
      ...(facts ? { witness: witnessOf(facts) } : {}),
      fix: { consents: missing.map(({ consent }) => consent.name) },
    },
  };
}
