// Words of the language where they fit, and whole declarations with places to fill in.

import { type CompletionItem, CompletionItemKind, InsertTextFormat } from 'vscode-languageserver-types';
import type { Node } from '../../grammar/syntax.ts';

const snippets: Readonly<Record<string, readonly [body: string, what: string]>> = {
  constitution: ['constitution ${1:name} "${2:Title}" version "${3:0.1.0}"', 'the header of a constitution'],
  modelspec: ['modelspec ${1:name} "${2:Title}" version "${3:0.1.0}"', 'the header of a model spec'],
  language: ['language ${1:en}', 'the language of the prose'],
  translations: ['translations ${1:es}', 'the translations that every principle owes'],
  subject: ['subject "${1:the assistant}"', 'who the prose speaks of'],
  precedence: ['precedence ${1:authority, explicit, tension, force, specificity}', 'what decides a clash, in which order'],
  import: ['import ${1:name} from "./${2:file}.constitution"', 'another document, under a name'],
  adopt: ['adopt ${1:name}', 'what an import rules holds here too'],
  authority: ['authority ${1:platform > developer > user > guideline}', 'the levels, highest first'],
  context: ['context ${1:name}: ${2:value | other}', 'a fact about the situation'],
  option: ['option ${1:name}: ${2:value | other} default ${3:value} at ${4:user}', 'a choice that somebody makes'],
  consent: [
    'consent ${1:name} "${2:Title}" {\n  covers "${3:what it covers}"\n  default off\n  revocable\n}',
    'a permission that the user gives',
  ],
  assume: ['assume ${1:condition}', 'a background truth'],
  action: ['action ${1:name} "${2:What the assistant does}"', 'something the assistant can do'],
  dimension: ['dimension ${1:name} "${2:Title}"', 'a side of flourishing'],
  value: ['value ${1:name} "${2:Title}" {\n  "${3:What is cared for.}"\n  nourishes ${4:dimension}\n}', 'what is cared for'],
  term: ['term ${1:name} "${2:the word}" means "${3:what it means}"', 'a defined word'],
  principle: [
    'principle ${1:name} "${2:Title}" at ${3:developer} {\n  "${4:The principle in a sentence.}"\n  must ${5:action}\n  because "${6:reason}"\n}',
    'a principle with its norms',
  ],
  role: ['role ${1:name} "${2:Title}" {\n  must ${3:action}\n}', 'a hat that an agent wears'],
  section: ['section ${1:name} "${2:Title}" {\n  $0\n}', 'declarations that belong together'],
  tension: [
    'tension ${1:value}, ${2:other} {\n  favors ${1:value} when ${3:condition} because "${4:reason}"\n  favors ${2:other}\n}',
    'two values that pull apart, and which wins when',
  ],
  prefer: ['prefer ${1:principle} over ${2:other} because "${3:reason}"', 'explicit precedence between two principles'],
  assert: [
    'assert ${1:action} is ${2|forbidden,required,permitted,open|} when ${3:condition}',
    'something that must follow from the norms',
  ],
  eval: [
    'eval ${1:name} "${2:Title}" {\n  checks ${3:principle}\n  given ${4:fact}\n  user "${5:What the user says}"\n  expect ${6:performs action}\n}',
    'a test of a model',
  ],
  agent: ['agent ${1:name} "${2:Title}" {\n  plays ${3:role}\n}', 'an assistant and the roles that it plays'],
  gate: ['gate ${1:release} {\n  require conflicts is 0\n  require evals >= ${2:95%}\n}', 'what must hold before a release'],
  stakeholder: ['stakeholder ${1:name} "${2:Title}"', 'somebody who has a vote'],
  ratification: ['ratification requires ${1:2/3}', 'the share of yes that carries an amendment'],
  amendment: [
    'amendment ${1:name} "${2:Title}" {\n  changes ${3:principle}\n  proposed on ${4:2026-01-01} by ${5:stakeholder}\n  vote yes: ${6:stakeholder}\n  because "${7:reason}"\n}',
    'a change that was voted on',
  ],
  must: ['must ${1:action}', 'an obligation'],
  should: ['should ${1:action}', 'a wish'],
  may: ['may ${1:action}', 'a permission'],
  'must not': ['must not ${1:action}', 'a prohibition'],
  'should not': ['should not ${1:action}', 'a discouragement'],
  serves: ['serves ${1:value}', 'the values behind it'],
  because: ['because "${1:reason}"', 'the reason'],
  overrides: ['overrides ${1:principle} because "${2:reason}"', 'wins over another principle'],
  source: ['source "${1:where it comes from}"', 'where it comes from'],
  note: ['note "${1:commentary}"', 'commentary that no model sees'],
  tagged: ['tagged ${1:label}', 'free labels'],
  example: [
    'example "${1:Title}" {\n  user "${2:What the user says}"\n  good "${3:A good answer}"\n  bad "${4:A bad answer}" because "${5:why}"\n}',
    'a conversation with good and bad answers',
  ],
  allow: ['allow ${1:code} because "${2:reason}"', 'accepts a finding, with its reason'],
  attends: ['attends to "${1:what is looked at}"', 'what somebody who lives this value looks at'],
  nourishes: ['nourishes ${1:dimension}', 'the sides of flourishing that it feeds'],
  wiser: ['wiser than ${1:value} when ${2:condition} because "${3:reason}"', 'wins over another value'],
  given: ['given ${1:fact}', 'the facts of the situation'],
  user: ['user "$1"', 'what the user says'],
  assistant: ['assistant "$1"', 'a turn put in the mouth of the model'],
  system: ['system "$1"', 'added to the compiled prompt'],
  developer: ['developer "$1"', 'what the developer says'],
  tool: ['tool "$1"', 'what a tool returns'],
  settings: ['settings "$1"', 'settings of the conversation'],
  good: ['good "$1"', 'a good answer'],
  ok: ['ok "$1"', 'an acceptable answer'],
  bad: ['bad "$1" because "$2"', 'a bad answer, and why'],
  checks: ['checks ${1:principle}', 'the principles that it checks'],
  as: ['as ${1:agent}', 'whose roles hold'],
  vary: ['vary ${1:name}: "$2", "$3"', 'one run for each'],
  expect: ['expect ${1:"criterion"}', 'what is expected of the reply'],
  simulate: ['simulate "${1:who}" for ${2:6} turns', 'a model plays the user'],
  repeat: ['repeat ${1:5} pass ${2:4}', 'how often, and how often it must pass'],
  plays: ['plays ${1:role}', 'a role that the agent plays'],
  uses: ['uses ${1:model}', 'a model profile of the config'],
  require: ['require ${1:conflicts is 0}', 'what the gate asks for'],
  covers: ['covers "$1"', 'what the consent covers'],
  default: ['default ${1|off,on|}', 'what holds before anybody is asked'],
  revocable: ['revocable', 'it can be taken back'],
  retention: ['retention ${1:90 days}', 'how long it is kept'],
  renew: ['renew every ${1:180 days}', 'how often it is asked again'],
  prefers: ['prefers ${1:topic}: ${2:first > second}', 'what this stakeholder likes best'],
  changes: ['changes ${1:principle}', 'the principles that it changes'],
  proposed: ['proposed on ${1:2026-01-01} by ${2:stakeholder}', 'when and by whom'],
  vote: ['vote ${1|yes,no,abstain|}: ${2:stakeholder}', 'who voted how'],
  ratified: ['ratified on ${1:2026-01-01}', 'when it was carried'],
  favors: ['favors ${1:value} when ${2:condition} because "${3:reason}"', 'which value wins when'],
};

export function* declarationSnippets(word: string): Iterable<CompletionItem> {
  yield snippet(word);
}

const snippet = (word: string): CompletionItem => {
  const [body, what] = snippets[word] ?? [word, ''];
  return { label: word, kind: CompletionItemKind.Snippet, detail: what, insertText: body, insertTextFormat: InsertTextFormat.Snippet };
};

const statements: Readonly<Partial<Record<Node['kind'], readonly string[]>>> = {
  principle: [
    'must',
    'must not',
    'should',
    'should not',
    'may',
    'serves',
    'because',
    'overrides',
    'example',
    'source',
    'note',
    'tagged',
    'allow',
  ],
  value: ['attends', 'nourishes', 'wiser', 'source', 'note', 'allow'],
  example: ['given', 'user', 'assistant', 'system', 'developer', 'tool', 'settings', 'good', 'ok', 'bad'],
  eval: ['checks', 'as', 'given', 'vary', 'system', 'user', 'assistant', 'expect', 'simulate', 'repeat'],
  agent: ['plays', 'uses'],
  gate: ['require'],
  consent: ['covers', 'default', 'revocable', 'retention', 'renew'],
  stakeholder: ['prefers'],
  amendment: ['changes', 'proposed', 'vote', 'ratified', 'because'],
  tension: ['favors'],
  adopt: ['allow'],
};

/** The statements that a declaration may hold. */
export function* statementItems(inside: Node): Iterable<CompletionItem> {
  for (const word of statements[inside.kind] ?? []) yield snippet(word);
}

const following: Readonly<Partial<Record<Node['kind'], readonly string[]>>> = {
  norm: ['when', 'unless'],
  assert: ['when', 'unless'],
  overrides: ['when', 'because'],
  prefer: ['when', 'because'],
  wiser: ['when', 'because'],
  favors: ['when', 'because'],
  source: ['at'],
  answer: ['because', 'violates', 'continues'],
  turn: ['continues'],
  prose: ['in'],
  header: ['version'],
  principle: ['at', 'when', 'entrenched'],
  option: ['default', 'at'],
  action: ['is', 'opposes', 'needs consent'],
  kindOf: ['when', 'opposes', 'needs consent'],
  adopt: ['except', 'with', 'because'],
  stakeholder: ['weight', 'veto'],
  vote: ['because'],
  proposed: ['by'],
  criterion: ['at least'],
  repeat: ['pass'],
  bare: ['is', 'is not', 'in', 'and', 'or', 'implies'],
};

/** What may go on after a statement or a head, on its line. */
export function* continuations(after: Node): Iterable<CompletionItem> {
  for (const label of following[after.kind] ?? []) yield { label, kind: CompletionItemKind.Keyword };
}
