// What can be done about a finding, by its code.

import { conflict, failedAssert } from './conflicts.ts';
import type { Fixer } from './fix.ts';
import { evalOfCase } from './measured.ts';
import { consent, example, facts, prose, reason, silence, statement } from './rules.ts';
import { actionParts, boolean, header, imported, order, removable, renamed, unexpected, unknown, unterminated, value } from './text.ts';

const wins = statement('Take this statement out', ['overrides']);

export const fixers: Readonly<Record<string, readonly Fixer[]>> = {
  'syntax/unexpected': [unexpected],
  'syntax/unterminated': [unterminated],
  'syntax/header': [header],
  'name/unknown': [unknown],
  'name/duplicate': [removable('Remove this declaration'), statement('Remove this vote', ['vote'])],
  'name/import': [imported],
  'name/cycle': [actionParts],
  'name/unused': [removable('Remove it', true)],
  'name/differs': [removable('Remove this declaration, and use the other'), renamed],
  'type/value': [value],
  'type/boolean': [boolean],
  'type/order': [order],
  'type/level': [value],
  'type/opposes': [actionParts],
  'allow/reason': [reason],
  'allow/unused': [statement('Remove it', ['allow'], true)],
  'governance/unratified': [statement('Take `ratified on` out', ['ratified'])],
  'eval/uncovered': [example],
  'eval/impossible': [facts],
  'assume/impossible': [removable('Remove this assume')],
  'assert/fails': [failedAssert, removable('Remove this assert')],
  'conflict/contradiction': [conflict],
  'conflict/duties': [conflict],
  'conflict/permission': [conflict],
  'conflict/tension': [conflict],
  'conflict/observed': [evalOfCase],
  'vague/measured': [evalOfCase],
  'precedence/cycle': [wins, removable('Remove it')],
  'precedence/upward': [wins, removable('Remove it')],
  'norm/dead': [statement('Remove this norm', ['norm'])],
  'norm/shadowed': [statement('Remove this norm', ['norm'])],
  'consent/missing': [consent],
};

/** For any finding, behind what its own code has. */
export const always: readonly Fixer[] = [prose, silence];
