// The actions of a world: what each counts as, what it opposes and what it needs, names looked up.

import type * as syntax from '../../../grammar/syntax.ts';
import { heldIn } from '../holding.ts';
import { type Entity, entityOf } from '../names.ts';
import { lookup, nameIn } from '../resolve.ts';
import { type Scope, scopeAt } from '../scope.ts';
import type { Condition } from './conditions.ts';
import type { Variable } from './variables.ts';
import type { Act, Ground } from './world.ts';

export interface Actions {
  readonly scope: Scope;
  /** Those that hold first. */
  readonly declared: readonly Entity<syntax.Action>[];
  readonly canonical: (entity: Entity) => Entity;
  readonly variableOf: ReadonlyMap<Entity, Variable>;
  readonly conditionAt: (at: Scope, expression: syntax.Expression | undefined) => Condition | undefined;
}

/** An act while it is put together. */
interface Draft extends Act {
  readonly parents: { act: Act; when: Condition }[];
  readonly opposed: Act[];
  readonly needs: { name: string; variable: Variable }[];
}

export function actsIn(actions: Actions): Pick<Ground, 'acts' | 'actOf' | 'actsBy'> {
  const { scope, declared, canonical } = actions;
  const held = new Set(heldIn(scope).actions.map(one => canonical(entityOf(one))));
  const acts = new Map<Entity, Draft>();
  for (const one of declared) {
    const entity = canonical(one) as Entity<syntax.Action>;
    if (acts.has(entity)) continue;
    const name = nameIn(scope, entity) ?? entity.name;
    acts.set(entity, { index: acts.size, entity, name, holds: held.has(entity), parents: [], opposed: [], needs: [] });
  }
  const actOf = (entity: Entity) => acts.get(canonical(entity));
  for (const act of acts.values()) fill(act, actions, actOf);
  return { acts: [...acts.values()], actOf, actsBy: new Map(declared.map(one => [one, actOf(one)!])) };
}

function fill(act: Draft, { scope, variableOf, conditionAt }: Actions, actOf: (entity: Entity) => Act | undefined): void {
  const at = scopeAt(scope, act.entity);
  const meant = (ref: syntax.Ref) => {
    const found = lookup(at, 'action', ref);
    return found.kind === 'found' ? (actOf(found.entity) as Draft | undefined) : undefined;
  };
  for (const { parents, when } of act.entity.node.kinds) {
    const where = conditionAt(at, when);
    for (const ref of where ? parents : []) {
      const parent = meant(ref);
      if (parent && parent !== act) act.parents.push({ act: parent, when: where! });
    }
  }
  for (const ref of act.entity.node.opposes) {
    const other = meant(ref);
    if (!other || act.opposed.includes(other)) continue;
    act.opposed.push(other);
    if (other !== act) other.opposed.push(act);
  }
  for (const ref of act.entity.node.needs) {
    const found = lookup(at, 'consent', ref);
    const variable = found.kind === 'found' ? variableOf.get(found.entity) : undefined;
    if (variable && !act.needs.some(known => known.variable === variable))
      act.needs.push({ name: variable.name.replace(/consent\.(?=[^.]*$)/, ''), variable });
  }
}
