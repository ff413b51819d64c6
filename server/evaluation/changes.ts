// Which evals and examples have to run again after a change: those that would not be asked and judged to the letter as they were before.

import type * as syntax from '../../grammar/syntax.ts';
import { entry, memo } from '../analysis/memo.ts';
import { declarationsOf } from '../analysis/names.ts';
import type { DefinitionChange } from '../analysis/norms/definition-changes.ts';
import type { Difference } from '../analysis/norms/difference.ts';
import { sourceOf } from '../analysis/norms/naming.ts';
import type { World } from '../analysis/norms/world.ts';
import { worldOf } from '../analysis/norms/worlds.ts';
import type { Subject } from '../analysis/rules/rule.ts';
import type { Scope } from '../analysis/scope.ts';
import type { EvalPlan } from './case.ts';
import { fresh, gathered } from './cases.ts';
import { situationOf } from './situation.ts';
import { exampleTitle } from './wording.ts';

export interface EvalChange {
  /** `refuses_dose`; of an example, `principle/title`. */
  readonly name: string;
  /** Why, in words that follow the name. */
  readonly why: string;
}

/** Those of the newer plans that ask or look for something else. */
export function touchedPlans(before: readonly EvalPlan[], after: readonly EvalPlan[]): readonly EvalPlan[] {
  const prompts = new Map<string, number>();
  const known = new Set(before.map(plan => meaningOf(plan, prompts)));
  return after.filter(plan => !known.has(meaningOf(plan, prompts)));
}

/** What decides how an eval comes out: where it stands in the file does not. Prompts are long and shared by many, so each goes by a number. */
const meaningOf = ({ id, cases, repeat, pass }: EvalPlan, prompts: Map<string, number>): string =>
  JSON.stringify({ id, cases, repeat, pass }, (key, value: unknown) =>
    key === 'at' ? undefined : key === 'prompt' && typeof value === 'string' ? entry(prompts, value, () => prompts.size) : value,
  );

export interface Changed extends Pick<Difference, 'principles' | 'actions'> {
  readonly definitions: readonly DefinitionChange[];
}

/** The newer version's own ones, each with the nearest reason. */
export function evalChanges(before: Subject | undefined, after: Subject | undefined, changed: Changed): readonly EvalChange[] {
  if (!after) return [];
  const touched = touchedPlans(before ? plansOf(before) : [], plansOf(after));
  if (touched.length === 0) return [];
  const [old, now] = [before ? writtenIn(before.scope) : new Map<string, Written>(), writtenIn(after.scope)];
  return touched.map(plan => ({ name: plan.id, why: whyTouched(plan, { was: old.get(plan.id), is: now.get(plan.id), changed }) }));
}

const plansOf = ({ scope, workspace }: Subject): readonly EvalPlan[] => plansIn(worldOf(scope, workspace.settings.solver));

/** Kept, for an older version is compared with again and again. */
const plansIn = memo((world: World) => gathered(world.scope, { situate: facts => situationOf(world, facts) }).plans);

interface Around {
  readonly was: Written | undefined;
  readonly is: Written | undefined;
  readonly changed: Changed;
}

function whyTouched(plan: EvalPlan, { was, is, changed }: Around): string {
  if (!was) return 'is new';
  if (was.text !== is?.text) return 'reads otherwise';
  const checked = plan.checks.find(name => changed.principles.some(one => one.name === name));
  if (checked !== undefined) return `${plan.kind === 'example' ? 'shows' : 'checks'} ${checked}, which changed`;
  const expectations = is.node.kind === 'eval' ? is.node.body.flatMap(one => (one.kind === 'expect' ? [one.form] : [])) : undefined;
  for (const form of expectations ?? []) {
    if (form.kind !== 'performs' && form.kind !== 'avoids') continue;
    const { text } = form.action;
    if (changed.actions.some(({ action }) => action === text)) return `expects something of ${text}, which is ruled otherwise`;
    if (changed.definitions.some(({ kind, name }) => kind === 'action' && name === text))
      return `expects something of ${text}, which means something else`;
  }
  return expectations?.length === 0 && changed.actions.length > 0
    ? 'expects what the norms say, and they changed'
    : 'is asked with a prompt that reads otherwise';
}

interface Written {
  readonly node: syntax.Eval | syntax.Example;
  /** Its source, without remarks. */
  readonly text: string;
}

/** By the names of their plans. */
function writtenIn({ own, document }: Scope): ReadonlyMap<string, Written> {
  const found = new Map<string, Written>();
  const ids = new Set<string>();
  const put = (id: string, node: Written['node'], segment: syntax.Segment) =>
    found.set(fresh(ids, id), { node, text: sourceOf(document.tree, segment, node) });
  for (const { node, segment } of declarationsOf(own, 'eval')) put(node.name.text, node, segment);
  for (const { node, segment } of declarationsOf(own, 'principle')) {
    const examples = node.body.filter(statement => statement.kind === 'example');
    for (const [i, example] of examples.entries()) put(`${node.name.text}/${exampleTitle(example, i)}`, example, segment);
  }
  return found;
}
