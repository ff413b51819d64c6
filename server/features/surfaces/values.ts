// The values and which of them is wiser than which, where: from `wiser than` and from the lines of tensions.

import type * as syntax from '../../../grammar/syntax.ts';
import { textOf } from '../../../grammar/text.ts';
import { type Held, heldIn, heldName } from '../../analysis/holding.ts';
import { type Declared, type Entity, entityOf, type Named } from '../../analysis/names.ts';
import { sourceOf } from '../../analysis/norms/naming.ts';
import { lookup, nameIn } from '../../analysis/resolve.ts';
import type { Scope } from '../../analysis/scope.ts';
import type { View } from '../feature.ts';
import { locationOf } from '../places.ts';
import type { ValuesResult } from '../protocol.ts';
import { entityLocation, nowhere, titleOfEntity } from './places.ts';

type Node = ValuesResult['values'][number];
type Edge = ValuesResult['edges'][number];

export function values(view: View): ValuesResult {
  const holding = heldIn(view.scope);
  const title = view.scope.own.header?.node.title;
  return {
    document: view.document.file,
    title: title ? textOf(title) : view.document.file,
    values: holding.values.map(held => nodeOf(view, held, heldName(holding, held))),
    edges: [
      ...holding.values.flatMap(held => [...wiserEdges(view, held)]),
      ...holding.tensions.flatMap(held => [...tensionEdges(view, held)]),
    ],
  };
}

function nodeOf(view: View, held: Held<syntax.ValueDeclaration>, name: string): Node {
  const entity = entityOf(held as Declared<Named>);
  const prose = held.node.body.flatMap(each => (each.kind === 'prose' ? [textOf(each.text)] : []));
  const nourishes = held.node.body
    .flatMap(each => (each.kind === 'nourishes' ? each.dimensions : []))
    .map(ref => named(view, held.scope, { kind: 'dimension', ref }));
  return {
    name,
    ...titleOfEntity(entity),
    ...(prose.length > 0 ? { prose: prose.join('\n\n') } : {}),
    at: entityLocation(view, entity),
    attends: held.node.body.flatMap(each => (each.kind === 'attends' ? [textOf(each.text)] : [])),
    nourishes,
  };
}

function named(view: View, scope: Scope, { kind, ref }: { kind: 'value' | 'dimension'; ref: syntax.Ref }): string {
  const found = lookup(scope, kind, ref);
  return found.kind === 'found' ? nameOf(view, found.entity) : ref.text;
}

const nameOf = (view: View, entity: Entity): string => nameIn(view.scope, entity) ?? entity.name;

function* wiserEdges(view: View, held: Held<syntax.ValueDeclaration>): Iterable<Edge> {
  const wiser = nameOf(view, entityOf(held as Declared<Named>));
  for (const statement of held.node.body) {
    if (statement.kind !== 'wiser') continue;
    yield {
      wiser,
      than: named(view, held.scope, { kind: 'value', ref: statement.than }),
      by: 'wiser',
      ...reasonsOf(held, statement),
      at: locationOf(view, { ...held, span: statement }) ?? nowhere(view),
    };
  }
}

function* tensionEdges(view: View, held: Held<syntax.Tension>): Iterable<Edge> {
  const { left, right, lines } = held.node;
  const sides = [left, right].map(ref => named(view, held.scope, { kind: 'value', ref }));
  const before: string[] = [];
  for (const line of lines) {
    const wiser = named(view, held.scope, { kind: 'value', ref: line.value });
    const than = sides.find(side => side !== wiser);
    const reasons = reasonsOf(held, line);
    // The first line whose condition holds counts: the later ones say what is so otherwise.
    const when = [...(reasons.when ? [reasons.when] : []), ...before.map(condition => `not (${condition})`)].join(' and ');
    if (than !== undefined)
      yield {
        wiser,
        than,
        by: 'tension',
        ...reasons,
        ...(when ? { when } : {}),
        at: locationOf(view, { ...held, span: line }) ?? nowhere(view),
      };
    if (!reasons.when) return;
    before.push(reasons.when);
  }
}

function reasonsOf(
  { scope, segment }: Held,
  { when, because }: Pick<syntax.WiserThan, 'when' | 'because'>,
): Pick<Edge, 'when' | 'because'> {
  return {
    ...(when ? { when: sourceOf(scope.document.tree, segment, when) } : {}),
    ...(because ? { because: textOf(because) } : {}),
  };
}
