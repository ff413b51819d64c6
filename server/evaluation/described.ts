// A principle in the author's words, for models and judges.

import type * as syntax from '../../grammar/syntax.ts';
import type { Entity } from '../analysis/names.ts';
import type { Scope } from '../analysis/scope.ts';
import type { Described } from './drafting.ts';
import { actOf, condition, line, modalities, titleOf } from './wording.ts';

/** Title, prose and norms, in one paragraph. `name` is the principle as the document writes it. */
export function describedPrinciple(scope: Scope, entity: Entity, name: string): Described {
  const node = entity.node as syntax.Principle;
  const reading = { scope, declared: entity };
  const parts = node.body.flatMap(statement => {
    if (statement.kind === 'prose') return [line(statement.text)];
    if (statement.kind === 'norm')
      return [`${modalities[statement.modality]}: ${actOf(reading, statement)}${condition(reading, statement)}.`];
    return [];
  });
  return { name, text: [`${titleOf(node, entity.name)}${condition(reading, node)}.`, ...parts].join(' ') };
}
