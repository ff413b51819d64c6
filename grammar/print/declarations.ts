// Declarations, and what their heads are made of (language.md §3–§5, §7, §8).

import type { Action, Declaration, Expression, Header, KindOf, Node, Shape, ValueNode } from '../syntax.ts';
import { type Doc, group, indent, line } from './doc.ts';
import { endsBare, expression, strongest, value } from './expressions.ts';
import { because, block, clause, clauses, name, names, ref, refs, repeated, strings, titled, worded } from './layout.ts';
import { type Pen, string, word } from './pen.ts';
import { type Printers, printStatement, statements } from './statements.ts';

export const declarations: Printers<(Declaration | Header)['kind'] | 'kindOf' | 'fixed'> = {
  header: (pen, node) => {
    const head = worded(pen, node.spec, () => titled(pen, node));
    return [head, indent(clauses([clause(pen, 'version', { of: node.version, print: string })]))];
  },
  language: (pen, node) => worded(pen, 'language', () => name(pen, node.language)),
  translations: (pen, node) => worded(pen, 'translations', () => names(pen, node.languages)),
  subject: (pen, node) => worded(pen, 'subject', () => strings(pen, node.phrases)),
  precedence: (pen, node) => worded(pen, 'precedence', () => names(pen, node.parts)),
  import: (pen, node) => {
    const head = worded(pen, 'import', () => name(pen, node.name));
    return [head, indent(clauses([clause(pen, 'from', { of: node.path, print: string })]))];
  },
  adopt: (pen, node) => {
    const head = worded(pen, 'adopt', () => ref(pen, node.document));
    const except = repeated(pen, 'except', { items: node.except, each: ref });
    const fixes = repeated(pen, 'with', { items: node.fixes, each: declarations.fixed });
    const tail = clauses([...except, because(pen, node.because), ...fixes]);
    return block(pen, node, { head, tail, items: node.allows, print: printStatement, bare: true, terse: true });
  },
  fixed: (pen, node) => [ref(pen, node.option), ' ', value(pen, node.value)],

  authority: (pen, node) => worded(pen, 'authority', () => names(pen, node.levels, '>')),
  context: (pen, node) => [worded(pen, 'context', () => name(pen, node.name)), word(pen, ':'), ' ', indent(shape(pen, node.shape))],
  option: (pen, node) => {
    const head = [worded(pen, 'option', () => name(pen, node.name)), word(pen, ':'), ' '];
    const shaped = shape(pen, node.shape);
    const byDefault = clause(pen, 'default', { of: node.default, print: value });
    return [head, indent([shaped, clauses([byDefault, clause(pen, 'at', { of: node.level, print: name })])])];
  },
  consent: (pen, node) => {
    const head = worded(pen, 'consent', () => titled(pen, node));
    return block(pen, node, { head, items: node.clauses, print: printStatement, bare: node.title !== undefined, terse: true });
  },
  assume: (pen, node) => worded(pen, 'assume', () => expression(pen, node.condition)),
  action: (pen, node) => {
    const head = worded(pen, 'action', () => titled(pen, node));
    const kinds = node.kinds.map(kind => clause(pen, '', { of: kind, print: () => kindOf(pen, kind, isBeforeKind(node, kind)) }));
    const opposes = repeated(pen, 'opposes', { items: node.opposes, each: ref });
    const needs = repeated(pen, 'needs consent', { items: node.needs, each: ref });
    return [head, indent(clauses([...kinds, ...opposes, ...needs]))];
  },
  kindOf: (pen, node) => kindOf(pen, node, false),
  dimension: (pen, node) => worded(pen, 'dimension', () => titled(pen, node)),
  value: (pen, node) => {
    const head = worded(pen, 'value', () => titled(pen, node));
    return block(pen, node, { head, items: node.body, print: printStatement, bare: node.title !== undefined });
  },
  term: (pen, node) => {
    const head = worded(pen, 'term', () => name(pen, node.name));
    const forms = node.forms.length > 0 ? [' ', indent(strings(pen, node.forms))] : '';
    return [head, forms, indent(clauses([clause(pen, 'means', { of: node.means, print: string })]))];
  },

  principle: (pen, node) => {
    const head = worded(pen, node.role ? 'role' : 'principle', () => titled(pen, node));
    const level = clause(pen, 'at', { of: node.level, print: name });
    const entrenched = clause(pen, '', { of: node.entrenched, print: pen => word(pen, 'entrenched') });
    const tail = clauses([level, entrenched, clause(pen, 'when', { of: node.when, print: expression })]);
    return block(pen, node, { head, tail, items: node.body, print: printStatement, bare: node.title !== undefined });
  },
  section: (pen, node) => {
    const head = worded(pen, 'section', () => titled(pen, node));
    return block(pen, node, { head, items: node.body, print: printAny, bare: node.title !== undefined });
  },
  tension: (pen, node) => {
    const head = [worded(pen, 'tension', () => ref(pen, node.left)), word(pen, ','), ' ', ref(pen, node.right)];
    return block(pen, node, { head, items: node.lines, print: printStatement, bare: true, terse: true });
  },
  prefer: (pen, node) => {
    const head = [worded(pen, 'prefer', () => ref(pen, node.winner)), ' ', worded(pen, 'over', () => refs(pen, node.losers))];
    return [head, indent(clauses([clause(pen, 'when', { of: node.when, print: expression }), because(pen, node.because)]))];
  },
  assert: (pen, node) => {
    const head = [worded(pen, 'assert', () => ref(pen, node.action)), ' ', worded(pen, 'is', () => name(pen, node.status))];
    const when = clause(pen, 'when', { of: node.when, print: expression });
    return [head, indent(clauses([when, clause(pen, 'unless', { of: node.unless, print: expression })]))];
  },

  eval: (pen, node) => {
    const head = worded(pen, 'eval', () => titled(pen, node));
    return block(pen, node, { head, items: node.body, print: printStatement, bare: node.title !== undefined });
  },
  agent: (pen, node) => {
    const head = worded(pen, 'agent', () => titled(pen, node));
    return block(pen, node, { head, items: node.body, print: printStatement, bare: node.title !== undefined, terse: true });
  },
  gate: (pen, node) => {
    const head = worded(pen, 'gate', () => name(pen, node.name));
    return block(pen, node, { head, items: node.body, print: printStatement, bare: true, terse: true });
  },
  stakeholder: (pen, node) => {
    const head = worded(pen, 'stakeholder', () => titled(pen, node));
    const weight = clauses([clause(pen, 'weight', { of: node.weight, print: value })]);
    const tail = [weight, node.veto ? group([line, word(pen, 'veto')]) : ''];
    return block(pen, node, { head, tail, items: node.prefers, print: printStatement, bare: node.title !== undefined, terse: true });
  },
  ratification: (pen, node) => {
    const head = worded(pen, 'ratification requires', () => value(pen, node.share));
    return [head, node.over ? [word(pen, '/'), value(pen, node.over)] : ''];
  },
  amendment: (pen, node) => {
    const head = worded(pen, 'amendment', () => titled(pen, node));
    return block(pen, node, { head, items: node.body, print: printStatement, bare: node.title !== undefined });
  },
};

/** `is PARENT, … when EXPR`. Where another `is` follows, a condition that ends in a bare name would take it for its own. */
function kindOf(pen: Pen, node: KindOf, beforeKind: boolean): Doc {
  const head = worded(pen, 'is', () => refs(pen, node.parents));
  const print = (pen: Pen, when: Expression) => expression(pen, when, beforeKind && endsBare(when) ? strongest : undefined);
  return [head, clauses([clause(pen, 'when', { of: node.when, print })])];
}

/** Does a further `is` come right after this one? Without a source, the order is as printed. */
function isBeforeKind(node: Action, kind: KindOf): boolean {
  const next = node.kinds[node.kinds.indexOf(kind) + 1];
  return next !== undefined && ![...node.opposes, ...node.needs].some(other => kind.start < other.start && other.start < next.start);
}

/** A declaration or a statement. */
export function printAny(pen: Pen, node: Extract<Node, { kind: keyof typeof declarations | keyof typeof statements }>): Doc {
  if (node.kind in statements) return printStatement(pen, node as Parameters<typeof printStatement>[1]);
  return (declarations[node.kind as keyof typeof declarations] as (pen: Pen, node: Node) => Doc)(pen, node);
}

export function shape(pen: Pen, node: Shape | undefined): Doc {
  switch (node?.kind) {
    case undefined:
      return '';
    case 'booleans':
      return word(pen, 'boolean');
    case 'range':
      return [value(pen, node.low), word(pen, '..'), value(pen, node.high)];
    case 'values':
      return node.values.map((child, i) => {
        const sign = node.ordered ? '<' : '|';
        return i === 0 ? valueNode(pen, child) : group([line, word(pen, sign), ' ', valueNode(pen, child)]);
      });
  }
}

/** A value of a context with those below it; in a hierarchy that is too wide each stands on its line. */
export function valueNode(pen: Pen, node: ValueNode): Doc {
  const own = name(pen, node.name);
  if (node.children.length === 0) return own;
  const open = word(pen, '(');
  const children = node.children.map((child, i) => (i === 0 ? valueNode(pen, child) : [word(pen, ','), ' ', valueNode(pen, child)]));
  return [own, open, children, word(pen, ')')];
}
