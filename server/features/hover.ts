// What stands here, in words: a declaration's prose; on a norm, whom it clashes with and who wins; on a condition, how much of
// the world that is; on a term in prose, its meaning; on a word of the language, what it does.

import { type Hover, MarkupKind } from 'vscode-languageserver-types';
import type * as syntax from '../../grammar/syntax.ts';
import { type Place, placeAt } from '../../grammar/walk.ts';
import { readFacts } from '../analysis/norms/facts.ts';
import { rules } from '../analysis/rules/all.ts';
import { valuesOf } from '../analysis/typing.ts';
import { describe } from './describe.ts';
import type { At, Feature, View } from './feature.ts';
import type { Target } from './mentions.ts';
import { moved, offsetAt, rangeAt } from './positions.ts';
import { normOf, type Ruling, shareText, standingIn, titleOf, worldFor } from './ruling.ts';
import { meantAt } from './terms.ts';
import { wordMeanings } from './word-meanings.ts';

export function hover(view: View, { position }: At): Hover | undefined {
  const { tree } = view.document;
  const offset = offsetAt(tree, position);
  const place = placeAt(tree, offset);
  if (!place) return undefined;
  const mention = meantAt(view, position);
  const parts = mention?.target ? [aboutTarget(view, mention.target), aboutCondition(view, place)] : aboutPlace(view, place, offset);
  const span = mention?.target ? mention.span : spanOf(place);
  const value = parts.filter(part => part !== undefined && part !== '').join('\n\n---\n\n');
  return value === '' || !span
    ? undefined
    : { contents: { kind: MarkupKind.Markdown, value }, range: rangeAt(tree, moved(span, place.start)) };
}

function aboutTarget(view: View, target: Target): string | undefined {
  switch (target.kind) {
    case 'entity':
      return describe(view.workspace, view.scope, target.entity);
    case 'value': {
      const { node } = target.entity;
      const shape = node.kind === 'context' || node.kind === 'option' ? node.shape : undefined;
      const others = shape ? valuesOf(shape).filter(value => value !== target.value) : [];
      return `\`${target.value}\` is a value of the ${node.kind} \`${target.entity.name}\`${
        others.length > 0
          ? `, beside ${others
              .slice(0, 12)
              .map(value => `\`${value}\``)
              .join(', ')}`
          : ''
      }.`;
    }
    case 'level':
      return `A level of authority. A rule \`at ${target.name}\` may be set aside, while the assistant runs, by whoever speaks with that level or a higher one.`;
    case 'label':
      return `A label, to pick evals by: \`polity eval --tag ${target.name}\`.`;
  }
}

function aboutPlace(view: View, place: Place, offset: number): (string | undefined)[] {
  const norm = place.path.findLast(node => node.kind === 'norm');
  const text = place.path.at(-1);
  if (text?.kind === 'text') return [norm ? aboutNorm(view, norm) : undefined];
  const allow = place.path.findLast(node => node.kind === 'allow');
  if (allow) return [aboutCode(allow.code.text)];
  const word = wordAt(view.document.tree.text, offset);
  return [norm ? aboutNorm(view, norm) : undefined, aboutCondition(view, place), norm ? undefined : wordHelp(word)];
}

const spanOf = (place: Place): syntax.Span | undefined =>
  place.path.findLast(node => node.kind === 'norm' || node.kind === 'given' || node.kind === 'allow') ?? place.path.at(-1);

/** What a word of the language does. */
const wordHelp = (word: string): string | undefined =>
  Object.hasOwn(wordMeanings, word) ? `\`${word}\`: ${wordMeanings[word]}` : undefined;

function wordAt(text: string, offset: number): string {
  const before = /[a-z]*$/.exec(text.slice(Math.max(0, offset - 40), offset))![0];
  return before + /^[a-z]*/.exec(text.slice(offset, offset + 40))![0];
}

function aboutNorm(view: View, node: syntax.Norm): string | undefined {
  const world = worldFor(view);
  const norm = world && normOf(world, node);
  if (!world || !norm) return undefined;
  if (!norm.act && node.act.kind === 'ref')
    return `There is no action \`${node.act.text}\` yet, so nothing can be said of this norm. Declare it, or write in quotes what is meant.`;
  if (!norm.act) return 'A norm in prose: models and judges see it. Conflicts are found between norms about declared actions only.';
  const { conflicts, yieldsTo, winsOver } = standingIn(world, norm);
  const share = shareText(world, norm.region);
  const line = (start: string, { norm: other, when, because }: Ruling) =>
    `- ${start} \`${titleOf(world, other)}\`${where(when)}, by ${because}`;
  const lines = [
    ...conflicts.map(({ norm: other, when }) => `- **conflicts** with \`${titleOf(world, other)}\`${where(when)}; nothing says which wins`),
    ...yieldsTo.map(ruling => line('yields to', ruling)),
    ...winsOver.map(ruling => line('wins over', ruling)),
  ];
  const reach = share === undefined ? '' : `Applies in ${ofSituations(share)}.`;
  return [reach, lines.length > 0 ? lines.join('\n') : 'It clashes with no other norm.'].filter(part => part !== '').join('\n\n');
}

const where = (when: string): string => (when === 'always' ? '' : ` when \`${when}\``);

/** On a `given` or `when`: how much of the world that is. */
function aboutCondition(view: View, place: Place): string | undefined {
  const holder =
    place.path.findLast(node => node.kind === 'given') ??
    place.path.findLast(node => 'when' in node && node.when !== undefined && inside(node.when as syntax.Span, place));
  const world = worldFor(view);
  if (!holder || !world) return undefined;
  const facts = holder.kind === 'given' ? holder.facts : 'when' in holder && holder.when ? [holder.when as syntax.Expression] : [];
  const condition = facts.length > 0 ? readFacts(world, facts) : undefined;
  const share = condition && shareText(world, condition);
  return share && `${holder.kind === 'given' ? 'These facts hold' : 'This holds'} in ${ofSituations(share)}.`;
}

const ofSituations = (share: string): string =>
  share === '100%' ? 'every situation' : share === '0%' ? 'no situation' : `${share} of all situations`;

const inside = (span: syntax.Span, place: Place): boolean => place.path.some(node => node.start >= span.start && node.end <= span.end);

function aboutCode(code: string): string | undefined {
  const page = rules.find(rule => rule.code === code)?.page;
  return page && `**${page.title}**\n\n${page.what}\n\n${page.why}`;
}

export const hoverFeature: Feature<At, Hover> = { method: 'textDocument/hover', capability: { hoverProvider: true }, provide: hover };
