// Does a comparison fit its context (language.md §4)?

import { nearest } from '../../grammar/names.ts';
import type * as syntax from '../../grammar/syntax.ts';
import { valueText } from './agreement.ts';
import type { Entity } from './names.ts';

export interface TypeProblem {
  readonly code: 'type/value' | 'type/order' | 'type/boolean';
  readonly message: string;
  readonly span: syntax.Span;
  readonly data?: { readonly fix: unknown };
}

/** The shape of a context, an option, or the boolean of a consent. */
export function shapeOf({ node }: Entity): syntax.Shape | undefined {
  if (node.kind === 'consent') return { kind: 'booleans', start: node.start, end: node.start };
  return node.kind === 'context' || node.kind === 'option' ? node.shape : undefined;
}

export function* checkAtom(entity: Entity, atom: syntax.Bare | syntax.Is | syntax.In | syntax.Compare): Iterable<TypeProblem> {
  const shape = shapeOf(entity);
  if (!shape) return;
  const name = atom.subject.text;
  if (atom.kind === 'bare') {
    if (shape.kind !== 'booleans')
      yield { code: 'type/boolean', span: atom, message: bareMessage(name, shape), data: { fix: { values: valuesOf(shape) } } };
  } else if (atom.kind === 'compare') yield* checkComparison(shape, atom);
  else {
    for (const value of atom.kind === 'is' ? [atom.value] : atom.values) {
      const problem = checkValue(shape, value, name);
      if (problem) yield problem;
    }
  }
}

function bareMessage(name: string, shape: syntax.Shape): string {
  const first = valuesOf(shape)[0] ?? '…';
  const comparison = shape.kind === 'range' ? `${name} >= ${first}` : `${name} is ${first}`;
  return `\`${name}\` is not a yes-or-no context, so it cannot stand alone. Say which value is meant: \`${comparison}\`.`;
}

function* checkComparison(shape: syntax.Shape, atom: syntax.Compare): Iterable<TypeProblem> {
  const name = atom.subject.text;
  const ordered = shape.kind === 'range' || (shape.kind === 'values' && shape.ordered);
  if (!ordered) {
    const advice =
      shape.kind === 'booleans' ? `Write \`${name}\` or \`not ${name}\`.` : 'Compare it with `is`, or with `in (…)` for several values.';
    yield {
      code: 'type/order',
      span: atom,
      message: `The values of \`${name}\` have no order, so \`${atom.operator}\` says nothing about them. ${advice}`,
    };
    return;
  }
  const problem = checkValue(shape, atom.value, name);
  if (problem) yield problem;
}

/** Is this a value of the context? Undefined if it is. */
export function checkValue(shape: syntax.Shape | undefined, value: syntax.Value, name: string): TypeProblem | undefined {
  if (!shape || (value.kind === 'ref' && value.text === '') || (value.kind === 'number' && Number.isNaN(value.value))) return undefined;
  if (belongs(shape, value)) return undefined;
  const written = valueText(value);
  const known = valuesOf(shape);
  const meant = value.kind === 'ref' ? nearest(value.text, known) : undefined;
  return {
    code: 'type/value',
    span: value,
    message: valueMessage({ shape, name, written, meant, known }),
    data: { fix: { meant, known } },
  };
}

function belongs(shape: syntax.Shape, value: syntax.Value): boolean {
  if (shape.kind === 'booleans') return value.kind === 'boolean';
  if (shape.kind === 'values') return value.kind === 'ref' && valuesOf(shape).includes(value.text);
  return (
    value.kind === 'number' &&
    !value.percent &&
    Number.isInteger(value.value) &&
    value.value >= shape.low.value &&
    value.value <= shape.high.value
  );
}

interface Misfit {
  readonly shape: syntax.Shape;
  readonly name: string;
  readonly written: string;
  readonly meant: string | undefined;
  readonly known: readonly string[];
}

function valueMessage({ shape, name, written, meant, known }: Misfit): string {
  if (shape.kind === 'booleans') return `\`${name}\` is either true or false, never \`${written}\`. Write \`${name}\` or \`not ${name}\`.`;
  if (shape.kind === 'range')
    return `\`${written}\` is not in the range of \`${name}\`, which holds the whole numbers from ${shape.low.value} to ${shape.high.value}.`;
  const few = known
    .slice(0, 8)
    .map(value => `\`${value}\``)
    .join(', ');
  const values = known.length > 8 ? `${few} and ${known.length - 8} more` : few;
  return `\`${name}\` has no value \`${written}\`. ${meant ? `Did you mean \`${meant}\`? ` : ''}Its values are ${values}.`;
}

/** The values of a context as they are written, those of a hierarchy from the top down; of a range, its ends. */
export function valuesOf(shape: syntax.Shape): readonly string[] {
  if (shape.kind === 'booleans') return ['true', 'false'];
  if (shape.kind === 'range') return [String(shape.low.value), String(shape.high.value)];
  return shape.values.flatMap(namesOf);
}

const namesOf = (node: syntax.ValueNode): readonly string[] => [node.name.text, ...node.children.flatMap(namesOf)];
