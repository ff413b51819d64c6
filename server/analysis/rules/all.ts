// Every rule, by its code. A new one is one file and one line in each of the two lists.

import { allowReason } from './allow/reason.ts';
import { allowUnused } from './allow/unused.ts';
import { evalUncovered } from './eval/uncovered.ts';
import { governanceUnratified } from './governance/unratified.ts';
import { nameCycle } from './name/cycle.ts';
import { nameDiffers } from './name/differs.ts';
import { nameDuplicate } from './name/duplicate.ts';
import { nameImport } from './name/import.ts';
import { nameUnknown } from './name/unknown.ts';
import { nameUnused } from './name/unused.ts';
import type { Rule } from './rule.ts';
import { syntaxHeader } from './syntax/header.ts';
import { syntaxUnexpected } from './syntax/unexpected.ts';
import { syntaxUnterminated } from './syntax/unterminated.ts';
import { typeBoolean } from './type/boolean.ts';
import { typeLevel } from './type/level.ts';
import { typeOpposes } from './type/opposes.ts';
import { typeOrder } from './type/order.ts';
import { typeValue } from './type/value.ts';

export const rules: readonly Rule[] = [
  allowReason,
  allowUnused,
  evalUncovered,
  governanceUnratified,
  nameCycle,
  nameDiffers,
  nameDuplicate,
  nameImport,
  nameUnknown,
  nameUnused,
  syntaxHeader,
  syntaxUnexpected,
  syntaxUnterminated,
  typeBoolean,
  typeLevel,
  typeOpposes,
  typeOrder,
  typeValue,
];
