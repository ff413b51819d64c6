// What the rules find and an `allow` accepts: for reports that keep what is silenced, with the reason.

import { textOf } from '../../grammar/text.ts';
import { allowancesOf, holds, neverAccepted } from './allowances.ts';
import { placed, severityOf } from './check.ts';
import type { Finding } from './finding.ts';
import { scopeOf } from './resolve.ts';
import { rules } from './rules/all.ts';
import type { Workspace } from './workspace.ts';

export interface Accepted {
  readonly finding: Finding;
  /** After `because`; empty where it is missing. */
  readonly reason: string;
}

/** Sorted as the rules find them; none for a file that the workspace lacks. */
export function accepted(workspace: Workspace, file: string): readonly Accepted[] {
  const document = workspace.documents.get(file);
  const scope = document && scopeOf(workspace, file);
  if (!document || !scope) return [];
  const subject = { workspace, document, scope };
  const allowances = [...allowancesOf(subject)];
  const codes = new Set(allowances.map(({ allow }) => allow.code.text));
  return rules
    .filter(({ code }) => codes.has(code) && !neverAccepted.test(code))
    .flatMap(({ code, severity: usual, check }) =>
      [...check(subject)].flatMap((draft): Accepted[] => {
        const by = allowances.find(allowance => allowance.allow.code.text === code && holds(allowance, draft.at));
        const severity = severityOf(workspace, code, draft.severity ?? usual);
        if (!by || severity === 'off') return [];
        return [{ finding: placed(subject, { code, severity, draft }), reason: by.allow.because ? textOf(by.allow.because) : '' }];
      }),
    );
}
