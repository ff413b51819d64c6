// `allow CODE because "…"`: what it silences, and which silence nothing (language.md §5, §9).

import type * as syntax from '../../grammar/syntax.ts';
import type { Declared } from './names.ts';
import type { Coded, Subject } from './rules/rule.ts';

/** An `allow` and the declaration whose braces it stands in. */
export interface Allowance extends Declared {
  readonly allow: syntax.Allow;
}

export function* allowancesOf(subject: Subject): Iterable<Allowance> {
  for (const declared of subject.scope.own.declarations) {
    for (const allow of allowsIn(declared.node)) yield { ...declared, allow };
  }
}

function allowsIn(node: syntax.Declaration): readonly syntax.Allow[] {
  if (node.kind === 'adopt') return node.allows;
  if (node.kind !== 'principle' && node.kind !== 'value') return [];
  return (node.body as readonly syntax.Node[]).filter(statement => statement.kind === 'allow');
}

// What makes the text unreadable cannot be accepted; nor can an `allow` that is itself at fault.
export const neverAccepted = /^(?:syntax|name|type|allow)\//;

// Findings that come and go with what was measured: their silence is kept in store.
const measured = /^(?:vague\/measured|conflict\/observed)$/;

/** What is left when each `allow` has had its say; `unused` hears of each that silenced nothing. */
export function silence(subject: Subject, coded: readonly Coded[], unused: (allowance: Allowance) => Coded): readonly Coded[] {
  const allowances = [...allowancesOf(subject)];
  if (allowances.length === 0) return coded;
  const used = new Set<Allowance>();
  const left = coded.filter(({ code, draft }) => {
    const accepting = neverAccepted.test(code)
      ? []
      : allowances.filter(allowance => allowance.allow.code.text === code && holds(allowance, draft.at));
    for (const allowance of accepting) used.add(allowance);
    return accepting.length === 0;
  });
  for (const allowance of allowances) {
    if (used.has(allowance) || allowance.allow.code.text === '' || measured.test(allowance.allow.code.text)) continue;
    left.push(unused(allowance));
  }
  return left;
}

/** Does the `allow` stand in the declaration that the place is in? */
export function holds({ file, segment, node }: Allowance, at: Coded['draft']['at']): boolean {
  return at.file === file && at.segment === segment && at.span.start >= node.start && at.span.end <= node.end;
}
