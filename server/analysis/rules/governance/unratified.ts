// An amendment that is marked ratified and was not carried (language.md §8).

import type * as syntax from '../../../../grammar/syntax.ts';
import { declarationsOf } from '../../names.ts';
import type { Scope } from '../../scope.ts';
import type { Draft, Rule, Subject } from '../rule.ts';

export const governanceUnratified: Rule = {
  code: 'governance/unratified',
  severity: 'error',
  page: {
    title: 'Marked ratified, and not carried',
    what: 'The amendment has a `ratified on`, and its votes do not reach the share that `ratification` asks for (more than half where nothing is said), or a stakeholder with a veto voted no. Abstentions are left aside.',
    why: 'The document says that the people concerned agreed, and the votes that it records say otherwise.',
    wrong:
      'constitution c "C"\nstakeholder a "A"\nstakeholder b "B"\nprinciple p "P"\namendment m "M" { changes p vote yes: a vote no: b ratified on 2026-03-20 }\n',
    right:
      'constitution c "C"\nstakeholder a "A"\nstakeholder b "B"\nprinciple p "P"\namendment m "M" { changes p vote yes: a, b ratified on 2026-03-20 }\n',
    fixes: 'Remove `ratified on` until the vote is carried, or record the votes that are missing.',
  },
  check,
};

function* check({ scope }: Subject): Iterable<Draft> {
  for (const { node, ...place } of declarationsOf(scope.own, 'amendment')) {
    const ratified = node.body.find(statement => statement.kind === 'ratified');
    const why = ratified && objection(scope, node);
    if (ratified && why) yield { at: { ...place, span: ratified }, message: `\`${node.name.text}\` is marked ratified, but ${why}` };
  }
}

interface Tally {
  readonly yes: number;
  readonly no: number;
  /** Who holds a veto and voted no. */
  readonly vetoes: readonly string[];
}

function tally(scope: Scope, amendment: syntax.Amendment): Tally {
  const seen = new Set<string>();
  const sums = { yes: 0, no: 0, abstain: 0 };
  const vetoes: string[] = [];
  for (const vote of amendment.body) {
    if (vote.kind !== 'vote') continue;
    for (const voter of vote.voters) {
      const stakeholder = scope.own.named.get('stakeholder')?.get(voter.text)?.node as syntax.Stakeholder | undefined;
      // Who votes twice is told so elsewhere; the first vote counts.
      if (!stakeholder || seen.has(voter.text)) continue;
      seen.add(voter.text);
      sums[vote.choice] += stakeholder.weight?.value ?? 1;
      if (vote.choice === 'no' && stakeholder.veto) vetoes.push(voter.text);
    }
  }
  return { yes: sums.yes, no: sums.no, vetoes };
}

function objection(scope: Scope, amendment: syntax.Amendment): string | undefined {
  const { yes, no, vetoes } = tally(scope, amendment);
  if (vetoes.length > 0) return `${vetoes.map(name => `\`${name}\``).join(' and ')} voted no and holds a veto.`;
  const cast = yes + no;
  if (cast === 0) return 'no vote for or against it is recorded.';
  const rule = [...declarationsOf(scope.own, 'ratification')][0]?.node;
  const votes = `${yes} of ${cast} in weight voted yes`;
  if (!rule) return yes * 2 > cast ? undefined : `${votes}, and more than half is needed.`;
  const over = rule.over?.value ?? 1;
  // Compared without division, so that two thirds are two thirds; a share in percent has rounding of its own.
  const carried = yes * over >= cast * rule.share.value - 1e-9;
  return carried
    ? undefined
    : `${votes}, and the ratification asks for ${rule.over ? `${rule.share.value}/${over}` : `${Math.round(rule.share.value * 1000) / 10}%`}.`;
}
