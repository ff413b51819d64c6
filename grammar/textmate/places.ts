// Where each word of the language is a keyword: by what comes behind it.

import type { reservedWords, Word } from '../tokens.ts';

export type Contextual = Exclude<Word, (typeof reservedWords)[number]>;

/** What comes behind a word. */
export type Behind = 'newName' | 'name' | 'string' | 'number' | 'condition' | 'truth' | 'brace' | 'colon' | 'nothing' | Contextual;

export interface Kind {
  readonly scope: string;
  /** For the name that it declares. */
  readonly names?: string;
}

export const declaration: Kind = { scope: 'keyword.declaration' };
const declares = (names: string): Kind => ({ ...declaration, names });
export const statement: Kind = { scope: 'keyword.other.statement' };
export const connecting: Kind = { scope: 'keyword.other.clause' };
const turn: Kind = { scope: 'keyword.other.turn' };
const answers = (label: string): Kind => ({ scope: `keyword.other.answer.${label}` });

/** Every word that can be a name elsewhere, with what makes it a keyword. A word that is new in tokens.ts is missed here by the compiler. */
export const places: Readonly<Record<Contextual, readonly [Kind, ...Behind[]]>> = {
  constitution: [declares('entity.name.namespace'), 'newName'],
  modelspec: [declares('entity.name.namespace'), 'newName'],
  language: [declares('constant.other.language'), 'newName'],
  translations: [declares('constant.other.language'), 'newName'],
  subject: [declaration, 'string'],
  precedence: [declares('variable.other'), 'newName'],
  import: [declares('entity.name.namespace'), 'newName'],
  adopt: [declaration, 'name'],
  authority: [declares('variable.other'), 'newName'],
  context: [declares('entity.name.type.context'), 'newName'],
  option: [declares('entity.name.type.option'), 'newName'],
  consent: [declares('entity.name.type.consent'), 'newName'],
  assume: [declaration, 'condition'],
  action: [declares('entity.name.function.action'), 'newName'],
  dimension: [declares('entity.name.type.dimension'), 'newName'],
  value: [declares('entity.name.type.value'), 'newName'],
  term: [declares('entity.name.type.term'), 'newName'],
  principle: [declares('entity.name.class.principle'), 'newName'],
  role: [declares('entity.name.class.role'), 'newName'],
  section: [declares('entity.name.section'), 'newName'],
  tension: [declaration, 'name'],
  prefer: [declaration, 'name'],
  assert: [declaration, 'name'],
  eval: [declares('entity.name.function.eval'), 'newName'],
  agent: [declares('entity.name.class.agent'), 'newName'],
  gate: [declares('entity.name.class.gate'), 'newName'],
  stakeholder: [declares('entity.name.class.stakeholder'), 'newName'],
  ratification: [declaration, 'requires'],
  amendment: [declares('entity.name.class.amendment'), 'newName'],

  serves: [statement, 'name'],
  because: [statement, 'string'],
  overrides: [statement, 'name'],
  source: [statement, 'string'],
  note: [statement, 'string'],
  tagged: [statement, 'name'],
  example: [statement, 'string', 'brace'],
  allow: [statement, 'name'],
  attends: [statement, 'to'],
  nourishes: [statement, 'name'],
  wiser: [statement, 'than'],
  given: [statement, 'condition'],
  system: [turn, 'string', 'to', 'from'],
  developer: [turn, 'string', 'to', 'from'],
  user: [turn, 'string', 'to', 'from'],
  assistant: [turn, 'string', 'to', 'from'],
  tool: [turn, 'string', 'to', 'from'],
  settings: [turn, 'string', 'to', 'from'],
  good: [answers('good'), 'string', 'to', 'from'],
  ok: [answers('ok'), 'string', 'to', 'from'],
  bad: [answers('bad'), 'string', 'to', 'from'],
  checks: [statement, 'name'],
  as: [statement, 'name'],
  vary: [{ ...statement, names: 'variable.parameter' }, 'newName'],
  expect: [statement, 'string', 'contains', 'equals', 'matches', 'under', 'over', 'performs', 'avoids', 'parity'],
  simulate: [statement, 'string'],
  repeat: [statement, 'number'],
  plays: [statement, 'name'],
  uses: [statement, 'name'],
  require: [{ ...statement, names: 'support.constant.metric' }, 'newName'],
  covers: [statement, 'string'],
  default: [statement, 'name', 'number', 'truth'],
  revocable: [statement, 'nothing'],
  retention: [statement, 'number'],
  renew: [statement, 'every'],
  favors: [statement, 'name'],
  prefers: [statement, 'name'],
  changes: [statement, 'name'],
  proposed: [statement, 'on'],
  vote: [statement, 'colon'],
  ratified: [statement, 'on'],

  version: [connecting, 'string'],
  from: [connecting, 'string'],
  except: [connecting, 'name'],
  with: [connecting, 'name'],
  at: [connecting, 'string', 'least', 'name'],
  boolean: [{ scope: 'support.type' }, 'nothing'],
  opposes: [connecting, 'name'],
  needs: [connecting, 'consent'],
  means: [connecting, 'string'],
  entrenched: [{ scope: 'storage.modifier' }, 'nothing'],
  to: [connecting, 'string'],
  than: [connecting, 'name'],
  continues: [connecting, 'nothing'],
  violates: [connecting, 'name'],
  over: [connecting, 'number', 'name'],
  every: [connecting, 'number'],
  for: [connecting, 'number'],
  pass: [connecting, 'number'],
  of: [connecting, 'number', 'name'],
  since: [connecting, 'string'],
  least: [connecting, 'number'],
  contains: [connecting, 'string'],
  equals: [connecting, 'string'],
  matches: [connecting, 'string'],
  under: [connecting, 'number'],
  performs: [connecting, 'name'],
  avoids: [connecting, 'name'],
  parity: [connecting, 'string'],
  within: [connecting, 'number'],
  on: [connecting, 'number'],
  by: [connecting, 'name'],
  weight: [connecting, 'number'],
  veto: [{ scope: 'storage.modifier' }, 'nothing'],
  requires: [connecting, 'number'],
};
