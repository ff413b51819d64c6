// At the end of a norm: whom it yields to. At the end of a line of facts: how many norms hold there.

import { type InlayHint, InlayHintKind, type Range } from 'vscode-languageserver-types';
import type * as syntax from '../../grammar/syntax.ts';
import { nodesOf } from '../../grammar/walk.ts';
import { whenFacts } from '../analysis/norms/when.ts';
import type { World } from '../analysis/norms/world.ts';
import type { Feature, View } from './feature.ts';
import { offsetAt, positionAt } from './positions.ts';
import { clientCommands } from './protocol.ts';
import { normOf, titleOf, worldFor, yieldsIn } from './ruling.ts';

export function inlayHints(view: View, { range }: { readonly range: Range }): InlayHint[] | undefined {
  const world = worldFor(view);
  if (!world) return undefined;
  const { tree } = view.document;
  const [from, to] = [offsetAt(tree, range.start), offsetAt(tree, range.end)];
  const hints: InlayHint[] = [];
  tree.segments.forEach((segment, i) => {
    const base = tree.starts[i]!;
    if (!segment.node || base + segment.length < from || base > to) return;
    for (const node of nodesOf(segment.node)) {
      const hint =
        node.kind === 'norm' ? yieldHint(world, node) : node.kind === 'given' ? factsHint(view, world, { node, base }) : undefined;
      if (hint) hints.push({ ...hint, position: positionAt(tree, base + node.end), paddingLeft: true });
    }
  });
  return hints;
}

type Hint = Pick<InlayHint, 'label' | 'tooltip' | 'kind'>;

function yieldHint(world: World, node: syntax.Norm): Hint | undefined {
  const norm = normOf(world, node);
  const rulings = norm ? yieldsIn(world, norm) : [];
  if (rulings.length === 0) return undefined;
  const [first] = rulings;
  const more = rulings.length > 1 ? `, and ${rulings.length - 1} more` : '';
  const label = `yields to ${first!.norm.principle.name}${first!.when === 'always' ? '' : ` when ${brief(first!.when)}`}${more}`;
  const lines = rulings.map(
    ({ norm: other, when, because }) => `- \`${titleOf(world, other)}\`${when === 'always' ? '' : ` when \`${when}\``}, by ${because}`,
  );
  return {
    label,
    kind: InlayHintKind.Type,
    tooltip: { kind: 'markdown', value: `Where both apply, this norm yields to\n\n${lines.join('\n')}` },
  };
}

const brief = (expression: string): string => (expression.length > 60 ? `${expression.slice(0, 57)}…` : expression);

function factsHint(view: View, world: World, { node, base }: { node: syntax.Given; base: number }): Hint | undefined {
  const answer = whenFacts(world, node.facts);
  if (!answer) return undefined;
  if (!answer.possible) return { label: 'no situation has these facts', kind: InlayHintKind.Type };
  const holding = answer.norms.filter(norm => norm.inForce !== 'never').length;
  const { text } = view.document.tree;
  const facts = node.facts.map(fact => text.slice(base + fact.start, base + fact.end)).join(', ');
  const command = { title: 'What Holds When…', command: clientCommands.when, arguments: [view.uriOf(view.document.file), facts] };
  return { label: [{ value: `${holding} ${holding === 1 ? 'norm holds' : 'norms hold'}`, command }], kind: InlayHintKind.Type };
}

export const inlayHintsFeature: Feature<{ range: Range }, InlayHint[]> = {
  method: 'textDocument/inlayHint',
  capability: { inlayHintProvider: { resolveProvider: false } },
  provide: inlayHints,
};
