// Every rule, by its code. A new one is one file and one line in each of the two lists.

import { allowReason } from './allow/reason.ts';
import { allowUnused } from './allow/unused.ts';
import { assertFails } from './assert/fails.ts';
import { assumeImpossible } from './assume/impossible.ts';
import { conflictContradiction } from './conflict/contradiction.ts';
import { conflictDuties } from './conflict/duties.ts';
import { conflictObserved } from './conflict/observed.ts';
import { conflictPermission } from './conflict/permission.ts';
import { conflictTension } from './conflict/tension.ts';
import { consentMissing } from './consent/missing.ts';
import { evalImpossible } from './eval/impossible.ts';
import { evalUncovered } from './eval/uncovered.ts';
import { governanceUnratified } from './governance/unratified.ts';
import { governanceUnrecorded } from './governance/unrecorded.ts';
import { landscapeFenced } from './landscape/fenced.ts';
import { nameCycle } from './name/cycle.ts';
import { nameDiffers } from './name/differs.ts';
import { nameDuplicate } from './name/duplicate.ts';
import { nameImport } from './name/import.ts';
import { nameUnknown } from './name/unknown.ts';
import { nameUnused } from './name/unused.ts';
import { normDead } from './norm/dead.ts';
import { normShadowed } from './norm/shadowed.ts';
import { precedenceCycle } from './precedence/cycle.ts';
import { precedenceUpward } from './precedence/upward.ts';
import { proseCompound } from './prose/compound.ts';
import { proseLanguage } from './prose/language.ts';
import { proseNorm } from './prose/norm.ts';
import { proseTranslation } from './prose/translation.ts';
import type { Rule } from './rule.ts';
import { syntaxHeader } from './syntax/header.ts';
import { syntaxUnexpected } from './syntax/unexpected.ts';
import { syntaxUnterminated } from './syntax/unterminated.ts';
import { typeBoolean } from './type/boolean.ts';
import { typeLevel } from './type/level.ts';
import { typeOpposes } from './type/opposes.ts';
import { typeOrder } from './type/order.ts';
import { typeValue } from './type/value.ts';
import { vagueAttribute } from './vague/attribute.ts';
import { vagueEscape } from './vague/escape.ts';
import { vagueExcess } from './vague/excess.ts';
import { vagueHedgedAbsolute } from './vague/hedged-absolute.ts';
import { vagueMeasured } from './vague/measured.ts';
import { vagueObligation } from './vague/obligation.ts';
import { vagueOpenList } from './vague/open-list.ts';
import { vaguePersona } from './vague/persona.ts';
import { vagueStandard } from './vague/standard.ts';
import { vagueTradeoff } from './vague/tradeoff.ts';
import { vagueUnranked } from './vague/unranked.ts';
import { vagueValue } from './vague/value.ts';

export const rules: readonly Rule[] = [
  allowReason,
  allowUnused,
  assertFails,
  assumeImpossible,
  conflictContradiction,
  conflictDuties,
  conflictObserved,
  conflictPermission,
  conflictTension,
  consentMissing,
  evalImpossible,
  evalUncovered,
  governanceUnratified,
  governanceUnrecorded,
  landscapeFenced,
  nameCycle,
  nameDiffers,
  nameDuplicate,
  nameImport,
  nameUnknown,
  nameUnused,
  normDead,
  normShadowed,
  precedenceCycle,
  precedenceUpward,
  proseCompound,
  proseLanguage,
  proseNorm,
  proseTranslation,
  syntaxHeader,
  syntaxUnexpected,
  syntaxUnterminated,
  typeBoolean,
  typeLevel,
  typeOpposes,
  typeOrder,
  typeValue,
  vagueAttribute,
  vagueEscape,
  vagueExcess,
  vagueHedgedAbsolute,
  vagueMeasured,
  vagueObligation,
  vagueOpenList,
  vaguePersona,
  vagueStandard,
  vagueTradeoff,
  vagueUnranked,
  vagueValue,
];
