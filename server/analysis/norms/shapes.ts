// The variable that a context, an option or a consent makes.

import type * as syntax from '../../../grammar/syntax.ts';
import type { Entity } from '../names.ts';
import { shapeOf } from '../typing.ts';
import { join, spanSet, type ValueSet } from './sets.ts';
import type { Variable } from './variables.ts';

type Looks = Omit<Variable, 'index' | 'name'>;

/** Undefined where the declaration is too broken to say what its values are. */
export function variableFor(entity: Entity, index: number, name: string): Variable | undefined {
  const shape = shapeOf(entity);
  const looks = shape && looksOf(shape);
  return looks && looks.size > 0 ? { index, name, ...looks } : undefined;
}

const plain = { values: [], ends: [], low: 0 };

function looksOf(shape: syntax.Shape): Looks | undefined {
  if (shape.kind === 'booleans') return { ...plain, kind: 'boolean', size: 2, values: ['false', 'true'] };
  if (shape.kind === 'range') {
    const [low, high] = [shape.low.value, shape.high.value];
    return Number.isInteger(low) && Number.isInteger(high) ? { ...plain, kind: 'range', size: high - low + 1, low } : undefined;
  }
  const values: string[] = [];
  const ends: number[] = [];
  const add = (node: syntax.ValueNode) => {
    const at = values.push(node.name.text) - 1;
    node.children.forEach(add);
    ends[at] = values.length;
  };
  shape.values.forEach(add);
  const kind = shape.ordered ? 'ordered' : shape.values.some(node => node.children.length > 0) ? 'tree' : 'flat';
  return { ...plain, kind, size: values.length, values, ends };
}

/** The variable of the agents with these names; what they are in other versions goes by `keys`. */
export function agentVariable(index: number, agents: readonly { readonly name: string; readonly key: string }[]): Variable {
  const [values, keys] = [agents.map(({ name }) => name), agents.map(({ key }) => key)];
  return { ...plain, kind: 'agent', index, name: 'agent', size: agents.length, values, keys };
}

/** The agents whose name passes. */
export function agentSet(agent: Variable, passes: (name: string) => boolean): ValueSet {
  const runs = agent.values.flatMap((name, i) => (passes(name) ? [i, i + 1] : []));
  let set = spanSet(agent.size, 0, 0);
  for (let i = 0; i < runs.length; i += 2) set = join(set, spanSet(agent.size, runs[i]!, runs[i + 1]!), agent.size);
  return set;
}
