// Contexts and their values; which contexts are one. language.md §3 and §4.

import type { Shape, Value, ValueNode } from '../../grammar/syntax.ts';
import { type Declared, type Documents, declared, lookup, reachable, remembered, type Spaces } from './documents.ts';

export type ContextValue = string | number | boolean;

/** "`context NAME: …` a fact about the situation with one of these values." One for all declarations that "agree in full under one name". */
export interface ContextFact {
  readonly id: string;
  readonly name: string;
  readonly kind: 'context' | 'option' | 'consent';
  readonly shape: 'booleans' | 'range' | 'ordered' | 'values';
  readonly values: readonly ContextValue[];
  /** For every value of a hierarchy itself and all that it lies under. */
  readonly under: ReadonlyMap<ContextValue, readonly ContextValue[]>;
  readonly leaves: ReadonlySet<ContextValue>;
}

function shapeOf(it: Declared<Spaces['context']>): Shape | undefined {
  // "Makes the boolean context `consent.NAME`."
  return it.node.kind === 'consent' ? { kind: 'booleans', start: 0, end: 0 } : it.node.shape;
}

function factOf(it: Declared<Spaces['context']>): ContextFact {
  const shape = shapeOf(it);
  const name = it.node.kind === 'consent' ? `consent.${it.node.name.text}` : it.node.name.text;
  const fact = { id: it.id, name, kind: it.node.kind, under: new Map<ContextValue, readonly ContextValue[]>() };
  if (!shape || shape.kind === 'booleans') return { ...fact, shape: 'booleans', values: [false, true], leaves: new Set([false, true]) };
  if (shape.kind === 'range') {
    const values: number[] = [];
    for (let n = shape.low.value; n <= shape.high.value; n++) values.push(n);
    return { ...fact, shape: 'range', values, leaves: new Set(values) };
  }
  // "every node is a value; `is a` holds for `a` and everything under it"
  const values: string[] = [];
  const leaves = new Set<ContextValue>();
  const walk = (node: ValueNode, above: readonly string[]) => {
    const value = node.name.text;
    values.push(value);
    fact.under.set(value, [value, ...above]);
    if (node.children.length === 0) leaves.add(value);
    for (const child of node.children) walk(child, [value, ...above]);
  };
  for (const node of shape.values) walk(node, []);
  return { ...fact, shape: shape.ordered ? 'ordered' : 'values', values, leaves };
}

function describe(it: Declared<Spaces['context']>): string {
  const shape = shapeOf(it);
  // Of an option its default and who may set it belong to what is agreed on.
  if (it.node.kind === 'option')
    return `${describeShape(shape)} ${JSON.stringify(it.node.default && literal(it.node.default))} ${it.node.level?.text}`;
  return describeShape(shape);
}

const literal = (it: Value) => (it.kind === 'ref' ? it.text : it.value);

function describeShape(shape: Shape | undefined): string {
  const node = (value: ValueNode): string => `${value.name.text}(${value.children.map(node).join(',')})`;
  if (!shape || shape.kind === 'booleans') return 'boolean';
  if (shape.kind === 'range') return `${shape.low.value}..${shape.high.value}`;
  return shape.values.map(node).join(shape.ordered ? '<' : '|');
}

/**
 * "Contexts (same kind, same values in the same order) … that agree in full under one name are one, wherever they come from."
 * The key is the id of a declaration. A consent is no `context` declaration: two consents stay two.
 */
export function contextFacts(documents: Documents, file: string): ReadonlyMap<string, ContextFact> {
  return remembered(documents, `contexts ${file}`, () => {
    const byAgreement = new Map<string, ContextFact>();
    const byDeclaration = new Map<string, ContextFact>();
    for (const from of reachable(documents, file)) {
      for (const kind of ['context', 'option', 'consent'] as const) {
        for (const it of declared(documents, from, kind)) {
          const agreement = kind === 'consent' ? it.id : `${kind} ${it.node.name.text} ${describe(it)}`;
          const fact = byAgreement.get(agreement) ?? factOf(it);
          byAgreement.set(agreement, fact);
          byDeclaration.set(it.id, fact);
        }
      }
    }
    return byDeclaration;
  });
}

/** The context that a name means in a document, or undefined where it means none or several. `root` is the document that is checked. */
export function contextNamed(documents: Documents, root: string, file: string, parts: readonly string[]): ContextFact | undefined {
  const facts = contextFacts(documents, root);
  const found = new Set(lookup(documents, file, 'context', parts).map(it => facts.get(it.id)!));
  return found.size === 1 ? [...found][0] : undefined;
}
