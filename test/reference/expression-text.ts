// Random expressions and facts as text, over the contexts that a document can name.

import type { Condition, ExpressionModel, FactModel, Pick } from './model.ts';

/** A shape of context, as it is written and as it is compared with. */
export interface ShapeText {
  readonly text: string;
  readonly kind: 'boolean' | 'range' | 'ordered' | 'flat' | 'tree';
  readonly values: readonly string[];
  /** Those that nothing lies under. */
  readonly leaves: readonly string[];
}

const shape = (kind: ShapeText['kind'], text: string, values: readonly string[], leaves = values): ShapeText => ({
  kind,
  text,
  values,
  leaves,
});
const range = (low: number, high: number) =>
  shape(
    'range',
    `${low}..${high}`,
    Array.from({ length: high - low + 1 }, (_, i) => String(low + i)),
  );
export const booleans = shape('boolean', 'boolean', ['false', 'true']);
export const shapes: readonly ShapeText[] = [
  booleans,
  shape('flat', 'a | b', ['a', 'b']),
  shape('flat', 'red | green | blue', ['red', 'green', 'blue']),
  shape('ordered', 'low < mid < high', ['low', 'mid', 'high']),
  shape('tree', 'h(i, j(k)) | l', ['h', 'i', 'j', 'k', 'l'], ['i', 'k', 'l']),
  range(0, 4),
  booleans,
  range(10, 13),
  shape('tree', 'u(v) | w', ['u', 'v', 'w'], ['v', 'w']),
  shape('ordered', 'lo < hi', ['lo', 'hi']),
  range(0, 99),
  shape('flat', 'b | a', ['b', 'a']),
];

/** A context as a document writes it. */
export interface VisibleContext {
  readonly text: string;
  readonly shape: ShapeText;
}

export const choose = <T>(list: readonly T[], n: Pick): T | undefined => (list.length === 0 ? undefined : list[n % list.length]);

function atomText({ context, form, value, other }: Extract<ExpressionModel, { op: 'atom' }>, contexts: readonly VisibleContext[]): string {
  const { text, shape: it } = choose(contexts, context)!;
  // Far apart in a long range, so that it is cut in the middle.
  const one = choose(it.values, it.values.length > 20 ? value * 19 : value)!;
  const forms: string[] = [];
  if (it.kind === 'boolean') forms.push(text, `${text} is ${one}`, `${text} is not ${one}`);
  else {
    forms.push(`${text} is ${one}`);
    if (it.kind === 'ordered' || it.kind === 'range')
      for (const operator of ['<', '>=', '<=', '>']) forms.push(`${text} ${operator} ${one}`);
    forms.push(`${text} is not ${one}`);
    if (it.kind !== 'range') forms.push(`${text} in (${one}, ${choose(it.values, other)})`);
  }
  return choose(forms, form)!;
}

/** `not` binds tightest, then `and`, `or`, `implies` (to the right): parentheses stand only where they are due. */
const binds = { implies: 1, or: 2, and: 3, not: 4, atom: 5 } as const;

/** Text, or undefined where there is nothing to compare. */
export function expressionText(model: Condition, contexts: readonly VisibleContext[]): string | undefined {
  if (!model || contexts.length === 0) return undefined;
  const part = (it: ExpressionModel, least: number): string => {
    const text = plain(it);
    return binds[it.op] < least ? `(${text})` : text;
  };
  const plain = (it: ExpressionModel): string => {
    switch (it.op) {
      case 'atom':
        return atomText(it, contexts);
      case 'not':
        return `not ${part(it.of, binds.atom)}`;
      case 'implies':
        return `${part(it.left, binds.implies + 1)} implies ${part(it.right, binds.implies)}`;
      default:
        return `${part(it.left, binds[it.op])} ${it.op} ${part(it.right, binds[it.op])}`;
    }
  };
  return plain(model);
}

/** `agents` are the names that `agent is` may take here. */
export function factText(
  { agent, expression }: FactModel,
  contexts: readonly VisibleContext[],
  agents: readonly string[],
): string | undefined {
  const name = agent === undefined ? undefined : choose(agents, agent);
  return name === undefined ? expressionText(expression, contexts) : `agent is ${agent! % 4 === 3 ? 'not ' : ''}${name}`;
}
