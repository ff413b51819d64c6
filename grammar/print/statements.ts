// What stands between braces: of principles, values, evals, and the rest (language.md §4, §5, §7, §8).

import type {
  AmendmentStatement,
  Answer,
  ConsentClause,
  EvalStatement,
  Expectation,
  Favors,
  Node,
  Statement,
  Turn,
  ValueStatement,
} from '../syntax.ts';
import type { Doc } from './doc.ts';
import { indent, line } from './doc.ts';
import { expression, number } from './expressions.ts';
import { because, block, clause, clauses, list, name, names, optionalString, phrase, ref, refs, strings, worded } from './layout.ts';
import { fixed, leaf, type Pen, string, word } from './pen.ts';

export type Printers<Kind extends Node['kind']> = {
  readonly [K in Kind]: (pen: Pen, node: Extract<Node, { kind: K }>) => Doc;
};

type InBraces = (Statement | ValueStatement | EvalStatement | AmendmentStatement | ConsentClause | Favors | Answer)['kind'];

export const statements: Printers<InBraces | 'plays' | 'uses' | 'require' | 'prefers' | 'translation' | 'duration' | 'date'> = {
  prose: (pen, node) => [string(pen, node.text), node.translations.map(translation => [line, statements.translation(pen, translation)])],
  translation: (pen, node) => [word(pen, 'in'), ' ', name(pen, node.language), ' ', string(pen, node.text)],
  norm: (pen, node) => {
    const act = [phrase(pen, node.modality), ' ', node.act.kind === 'text' ? string(pen, node.act) : ref(pen, node.act)];
    const when = clause(pen, 'when', { of: node.when, print: expression });
    return [act, indent(clauses([when, clause(pen, 'unless', { of: node.unless, print: expression })]))];
  },
  serves: (pen, node) => worded(pen, 'serves', () => refs(pen, node.values)),
  because: (pen, node) => worded(pen, 'because', () => string(pen, node.text)),
  overrides: (pen, node) => {
    const head = worded(pen, 'overrides', () => refs(pen, node.principles));
    return indent([head, clauses([clause(pen, 'when', { of: node.when, print: expression }), because(pen, node.because)])]);
  },
  source: (pen, node) => {
    const head = worded(pen, 'source', () => string(pen, node.text));
    return [head, indent(clauses([clause(pen, 'at', { of: node.at, print: string })]))];
  },
  note: (pen, node) => worded(pen, 'note', () => string(pen, node.text)),
  tagged: (pen, node) => worded(pen, 'tagged', () => names(pen, node.tags)),
  allow: (pen, node) => {
    const head = worded(pen, 'allow', () => fixed(pen, node.code, node.code.text));
    return [head, indent(clauses([because(pen, node.because)]))];
  },
  example: (pen, node) => {
    const head = [word(pen, 'example'), optionalString(pen, node.title)];
    return block(pen, node, { head, items: node.body, print: (pen, item) => printStatement(pen, item), bare: 'never' });
  },
  given: (pen, node) => worded(pen, 'given', () => list(pen, node.facts, { each: expression })),
  turn: (pen, node) => said(pen, node.speaker, node),
  answer: (pen, node) => {
    const head = said(pen, node.label, node);
    return [head, indent(clauses([because(pen, node.because), clause(pen, 'violates', { of: node.violates, print: ref })]))];
  },

  attends: (pen, node) => worded(pen, 'attends to', () => string(pen, node.text)),
  nourishes: (pen, node) => worded(pen, 'nourishes', () => refs(pen, node.dimensions)),
  wiser: (pen, node) => {
    const head = worded(pen, 'wiser than', () => ref(pen, node.than));
    return [head, indent(clauses([clause(pen, 'when', { of: node.when, print: expression }), because(pen, node.because)]))];
  },
  favors: (pen, node) => {
    const head = worded(pen, 'favors', () => ref(pen, node.value));
    return [head, indent(clauses([clause(pen, 'when', { of: node.when, print: expression }), because(pen, node.because)]))];
  },

  covers: (pen, node) => worded(pen, 'covers', () => strings(pen, node.texts)),
  consentDefault: (pen, node) => worded(pen, 'default', () => name(pen, node.value)),
  revocable: pen => word(pen, 'revocable'),
  retention: (pen, node) => worded(pen, 'retention', () => statements.duration(pen, node.duration)),
  renew: (pen, node) => worded(pen, 'renew every', () => statements.duration(pen, node.every)),
  duration: (pen, node) => [number(pen, node.count), ' ', name(pen, node.unit)],
  date: (pen, node) => leaf(pen, node, node.text),

  checks: (pen, node) => worded(pen, 'checks', () => refs(pen, node.principles)),
  as: (pen, node) => worded(pen, 'as', () => ref(pen, node.agent)),
  vary: (pen, node) => {
    const head = worded(pen, 'vary', () => name(pen, node.name));
    return [head, word(pen, ':'), ' ', indent(strings(pen, node.values))];
  },
  simulate: (pen, node) => {
    const head = worded(pen, 'simulate', () => string(pen, node.who));
    return [head, ' ', worded(pen, 'for', () => number(pen, node.turns)), ' ', word(pen, node.turns.value === 1 ? 'turn' : 'turns')];
  },
  repeat: (pen, node) => {
    const head = worded(pen, 'repeat', () => number(pen, node.times));
    const { pass } = node;
    return [head, pass ? [' ', worded(pen, 'pass', () => number(pen, pass))] : ''];
  },
  expect: (pen, node) => [word(pen, 'expect'), node.negated ? [' ', word(pen, 'not')] : '', ' ', expectation(pen, node.form)],

  plays: (pen, node) => worded(pen, 'plays', () => refs(pen, node.roles)),
  uses: (pen, node) => worded(pen, 'uses', () => name(pen, node.model)),
  require: (pen, node) => {
    const head = worded(pen, 'require', () => name(pen, node.metric));
    const of = node.of.length > 0 ? [' ', worded(pen, 'of', () => refs(pen, node.of))] : '';
    const { since } = node;
    const from = since ? [' ', worded(pen, 'since', () => string(pen, since))] : '';
    return [head, of, from, ' ', word(pen, node.operator), ' ', number(pen, node.bound)];
  },

  prefers: (pen, node) => {
    const head = worded(pen, 'prefers', () => name(pen, node.topic));
    return [head, word(pen, ':'), ' ', indent(names(pen, node.order, '>'))];
  },
  changes: (pen, node) => worded(pen, 'changes', () => refs(pen, node.principles)),
  proposed: (pen, node) => {
    const head = worded(pen, 'proposed on', () => statements.date(pen, node.on));
    return [head, node.by.length > 0 ? [' ', worded(pen, 'by', () => refs(pen, node.by))] : ''];
  },
  vote: (pen, node) => {
    const head = [phrase(pen, `vote ${node.choice}`), word(pen, ':'), ' '];
    return [head, indent([refs(pen, node.voters), clauses([because(pen, node.because)])])];
  },
  ratified: (pen, node) => worded(pen, 'ratified on', () => statements.date(pen, node.on)),
};

/** A statement of any body. */
export function printStatement(pen: Pen, node: Extract<Node, { kind: keyof typeof statements }>): Doc {
  return (statements[node.kind] as (pen: Pen, node: Node) => Doc)(pen, node);
}

/** A turn or an answer: who speaks, to whom, from where, and what. */
function said(pen: Pen, who: string, node: Turn | Answer): Doc {
  const head = word(pen, who);
  const to = clause(pen, 'to', { of: node.to, print: string });
  const from = clause(pen, 'from', { of: node.from, print: string });
  const ends = [to, from].filter(end => end !== undefined).sort((a, b) => a.start - b.start);
  const said = [head, ends.map(end => [' ', end.print()]), ' ', string(pen, node.text)];
  return [said, node.continues ? [' ', word(pen, 'continues')] : ''];
}

export function expectation(pen: Pen, form: Expectation): Doc {
  switch (form.kind) {
    case 'contains':
    case 'equals':
    case 'matches':
      return worded(pen, form.kind, () => string(pen, form.text));
    case 'under':
    case 'over':
      return worded(pen, form.kind, () => [number(pen, form.count), ' ', name(pen, form.unit)]);
    case 'performs':
    case 'avoids':
      return worded(pen, form.kind, () => ref(pen, form.action));
    case 'parity':
      return [worded(pen, 'parity', () => string(pen, form.text)), ' ', worded(pen, 'within', () => number(pen, form.within))];
    case 'criterion': {
      const { scale } = form;
      const text = string(pen, form.text);
      if (!scale) return text;
      return [text, ' ', worded(pen, 'at least', () => number(pen, scale.atLeast)), ' ', worded(pen, 'of', () => number(pen, scale.of))];
    }
  }
}
