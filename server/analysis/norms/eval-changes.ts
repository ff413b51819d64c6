// Which evals and examples a change in meaning can touch: they have to run again.

import type * as syntax from '../../../grammar/syntax.ts';
import { declarationsOf } from '../names.ts';
import type { Scope } from '../scope.ts';
import type { Difference } from './difference.ts';
import { sourceOf } from './naming.ts';

export interface EvalChange {
  /** `refuses_dose`; of an example, `principle/title`. */
  readonly name: string;
  /** Why, in words that follow the name. */
  readonly why: string;
}

/** Own ones of the newer version. */
export function evalChanges(before: Scope | undefined, after: Scope | undefined, difference: Difference): readonly EvalChange[] {
  if (!after) return [];
  const principles = new Set(difference.principles.map(({ name }) => name));
  const actions = new Set(difference.actions.map(({ action }) => action));
  const old = before && textsOf(before);
  const found: EvalChange[] = [];
  for (const [name, text] of textsOf(after)) {
    const was = old?.get(name);
    const why = was === undefined ? 'is new' : was === text ? undefined : 'reads otherwise';
    if (why) found.push({ name, why });
  }
  const known = new Set(found.map(({ name }) => name));
  for (const { node } of declarationsOf(after.own, 'eval')) {
    if (known.has(node.name.text)) continue;
    const why = touched(node, { principles, actions });
    if (why) found.push({ name: node.name.text, why });
  }
  for (const { node } of declarationsOf(after.own, 'principle')) {
    if (!principles.has(node.name.text)) continue;
    for (const name of examplesOf(node).keys()) if (!known.has(name)) found.push({ name, why: `shows ${node.name.text}, which changed` });
  }
  return found;
}

interface Touching {
  readonly principles: ReadonlySet<string>;
  readonly actions: ReadonlySet<string>;
}

function touched({ body }: syntax.Eval, { principles, actions }: Touching): string | undefined {
  const checked = body
    .flatMap(statement => (statement.kind === 'checks' ? statement.principles : []))
    .find(({ text }) => principles.has(text));
  if (checked) return `checks ${checked.text}, which changed`;
  const expectations = body.flatMap(statement => (statement.kind === 'expect' ? [statement.form] : []));
  for (const form of expectations)
    if ((form.kind === 'performs' || form.kind === 'avoids') && actions.has(form.action.text))
      return `expects something of ${form.action.text}, which is ruled otherwise`;
  return expectations.length === 0 && actions.size > 0 ? 'expects what the norms say, and they changed' : undefined;
}

function textsOf({ own, document }: Scope): Map<string, string> {
  const found = new Map<string, string>();
  for (const { node, segment } of declarationsOf(own, 'eval')) found.set(node.name.text, sourceOf(document.tree, segment, node));
  for (const { node, segment } of declarationsOf(own, 'principle'))
    for (const [name, example] of examplesOf(node)) found.set(name, sourceOf(document.tree, segment, example));
  return found;
}

const examplesOf = (node: syntax.Principle): Map<string, syntax.Example> =>
  new Map(
    node.body
      .filter(statement => statement.kind === 'example')
      .map((example, i) => [`${node.name.text}/${example.title?.raw.replace(/^"+|"+$/g, '').trim() ?? `example ${i + 1}`}`, example]),
  );
