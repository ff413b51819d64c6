// A spec as a system prompt: what can apply where the facts hold, in the spec's own words, in order of authority. The same
// spec and the same facts give the same bytes, and what changes most often stands last, so that a prompt cache hits.

import type * as syntax from '../../grammar/syntax.ts';
import { type Held, type Holding, heldIn, heldName } from '../analysis/holding.ts';
import { declarationsOf, type Entity, entityOf } from '../analysis/names.ts';
import { levelsOf, lookup } from '../analysis/resolve.ts';
import { type Scope, scopeAt } from '../analysis/scope.ts';
import { examplePassages } from './example-passage.ts';
import {
  consentPassages,
  frame,
  type Passage,
  preferPassages,
  principlePassages,
  type Rank,
  ranks,
  sectionPassages,
  tensionPassages,
  termPassages,
  valuePassages,
} from './passage.ts';
import { estimatedTokens, tokenQuarters } from './tokens.ts';
import { line, sourceAt, subjectsOf, titleOf } from './wording.ts';

export interface PromptOptions {
  /** Principles, and norms as `principle#index`, that cannot apply or are beaten where the prompt is used. Names as the document writes them. */
  readonly leftOut?: LeftOut;
  /** What is known of the situation, each fact as an expression; shown to the model. */
  readonly facts?: readonly string[];
  /** Examples are shown as well. Not where a model is asked one of them. */
  readonly examples?: boolean;
  /** At most so many tokens, counted as `estimatedTokens` does. */
  readonly budget?: number;
}

export interface LeftOut {
  readonly principles: ReadonlySet<string>;
  readonly norms: ReadonlySet<string>;
}

export interface Prompt {
  readonly text: string;
  /** For each line of `text` the principle, value, term or section that it comes from. */
  readonly origins: readonly (string | undefined)[];
  readonly tokens: number;
  /** What had to go to keep within the budget, in the order in which it went. */
  readonly dropped: readonly Dropped[];
  /** False where the budget is smaller than what may never be dropped. */
  readonly fits: boolean;
}

export interface Dropped {
  readonly origin?: string;
  /** Reasons, background, … */
  readonly what: string;
  readonly tokens: number;
}

const nothing: LeftOut = { principles: new Set(), norms: new Set() };

export function compiledPrompt(scope: Scope, options: PromptOptions = {}): Prompt {
  const holding = heldIn(scope);
  const passages = [
    ...opening(scope),
    ...authority(scope),
    ...background(scope),
    ...rules(holding, options.leftOut ?? nothing, options.examples ?? false),
    ...values(holding),
    ...words(holding),
    ...world(holding, options.leftOut ?? nothing),
    ...situation(options.facts ?? []),
  ];
  return fitted(passages, options.budget);
}

function opening({ own }: Scope): Passage[] {
  const title = own.header?.node.title ? line(own.header.node.title) : titleOf(undefined, own.header?.node.name.text ?? 'spec');
  const subjects = [...declarationsOf(own, 'subject')].flatMap(({ node }) => node.phrases.map(line));
  const named =
    subjects.length > 0 ? ` ${subjects.map(phrase => `“${phrase}”`).join(' and ')} ${subjects.length > 1 ? 'are' : 'is'} you.` : '';
  return [frame(`# ${title}`, false), frame(`This is the spec that you keep to in every reply.${named}`)];
}

/** Who may set what aside: language.md §4. */
function authority(scope: Scope): Passage[] {
  const levels = levelsOf(scope);
  const rows = levels.map((level, i) => {
    const above = levels.slice(0, i);
    const who =
      above.length === 0
        ? `whoever speaks as ${level}, and nobody else`
        : `whoever speaks as ${[level, ...above.toReversed()].join(' or ')}`;
    return frame(`- ${level}: may be set aside by ${who}.`, i === 0);
  });
  const intro = `Rules stand at levels of authority, the highest first: ${levels.join(', ')}. Where two rules cannot both be kept, the one at the higher level wins. Entrenched rules stand above all levels and are set aside by nobody.`;
  return [frame('## Authority'), frame(intro), ...rows];
}

function background({ own }: Scope): Passage[] {
  const passages = [...declarationsOf(own, 'section')].flatMap(({ node }) => sectionPassages(node));
  return headed('## Background', passages, 'background');
}

/** A heading that goes when all that stands under it goes. */
function headed(title: string, passages: readonly Passage[], rank: Rank = 'kept'): Passage[] {
  const [first, ...rest] = passages;
  return first ? [{ ...frame(title), rank }, { ...first, apart: true }, ...rest] : [];
}

const entrenchedLevel = 'Entrenched rules';

/** Entrenched first, then level by level; in the order of the text within each. */
function rules(holding: Holding, leftOut: LeftOut, examples: boolean): Passage[] {
  const levels = levelsOf(holding.scope);
  const titles = [entrenchedLevel, ...levels.map(level => `Rules at the level ${level}`)];
  const groups = titles.map((): Passage[] => []);
  for (const held of holding.principles) {
    const name = heldName(holding, held);
    if (leftOut.principles.has(name)) continue;
    const rank = held.node.entrenched ? 0 : 1 + rankOf(levels, held);
    groups[rank]!.push(...principlePassages(holding, held, index => leftOut.norms.has(`${name}#${index}`)));
    if (examples) groups[rank]!.push(...examplePassages(holding, held));
  }
  const prefers = holding.prefers.flatMap(held => preferPassages(holding, held));
  return [...groups.flatMap((passages, i) => headed(`## ${titles[i]}`, passages)), ...headed('## What goes before what', prefers)];
}

/** A level that the list does not have counts as the lowest. */
function rankOf(levels: readonly string[], held: Held<syntax.Principle>): number {
  const own = levelsOf(held.scope);
  const level = held.node.level?.text ?? own.at(-1)!;
  const at = levels.indexOf(level);
  return at < 0 ? levels.length - 1 : at;
}

function values(holding: Holding): Passage[] {
  const passages = [
    ...holding.values.flatMap(held => valuePassages(holding, held)),
    ...holding.tensions.flatMap(held => tensionPassages(holding, held)),
  ];
  return headed('## What we care for', passages);
}

function words(holding: Holding): Passage[] {
  return headed(
    '## Words',
    holding.terms.flatMap(held => termPassages(holding, held)),
  );
}

/** The facts and kinds of actions that the rules speak of, and no others. */
function world(holding: Holding, leftOut: LeftOut): Passage[] {
  const shown = holding.principles.filter(held => !leftOut.principles.has(heldName(holding, held)));
  const used = new Set(shown.flatMap(held => [...contextsIn(holding, held)]));
  const contexts = holding.contexts.filter(held => used.has(holding.same(entityOf(held)))).flatMap(held => contextPassages(holding, held));
  const actions = new Set(shown.flatMap(held => actionsIn(holding, held)));
  return [...headed('## What the conditions speak of', contexts), ...headed('## What counts as what', kindPassages(holding, actions))];
}

function* contextsIn(holding: Holding, held: Held<syntax.Principle>): Iterable<Entity> {
  for (const part of [held.node, ...held.node.body]) {
    const conditions = 'when' in part || 'unless' in part ? [part.when, 'unless' in part ? part.unless : undefined] : [];
    for (const expression of conditions) {
      for (const ref of expression ? subjectsOf(expression) : []) {
        const found = lookup(scopeAt(holding.scope, held), 'context', ref);
        if (found.kind === 'found') yield holding.same(found.entity);
      }
    }
  }
}

function contextPassages(holding: Holding, held: Held<syntax.Context | syntax.Option | syntax.Consent>): Passage[] {
  const { node } = held;
  if (node.kind === 'consent') return consentPassages(holding, held as Held<syntax.Consent>);
  if (!node.shape) return [];
  const shape = sourceAt({ scope: holding.scope, declared: held }, node.shape);
  const value = node.kind === 'option' ? defaultOf(holding, held as Held<syntax.Option>) : undefined;
  const chosen = value ? `; ${value.text} unless it is set otherwise` : '';
  return [{ ...frame(`- ${node.name.text}: ${shape}${chosen}`, false), origin: heldName(holding, held) }];
}

/** What an option is where nobody chooses: what an adopter fixed, else its default. */
export function defaultOf(holding: Holding, held: Held<syntax.Option>): { readonly text: string; readonly node: syntax.Value } | undefined {
  const entity = entityOf(held);
  for (const fix of holding.fixes) {
    const found = lookup(fix.scope, 'context', fix.option);
    const bare = found.kind === 'unknown' ? lookup(fix.adopter, 'context', fix.option) : found;
    if (bare.kind === 'found' && bare.entity === entity)
      return { text: sourceAt({ scope: holding.scope, declared: fix }, fix.value), node: fix.value };
  }
  const node = held.node.default;
  return node && { text: sourceAt({ scope: holding.scope, declared: held }, node), node };
}

function actionsIn(holding: Holding, held: Held<syntax.Principle>): Entity[] {
  return held.node.body.flatMap(statement => {
    if (statement.kind !== 'norm' || statement.act.kind === 'text') return [];
    const found = lookup(scopeAt(holding.scope, held), 'action', statement.act);
    return found.kind === 'found' ? [holding.same(found.entity)] : [];
  });
}

/** Kinds of the actions that rules name: a rule about an action is one about its kinds. */
function kindPassages(holding: Holding, named: ReadonlySet<Entity>): Passage[] {
  const ruled = new Set(named);
  const rows: Passage[] = [];
  for (let size = -1; size !== ruled.size; ) {
    size = ruled.size;
    for (const held of holding.actions)
      if (parentsOf(holding, held).some(({ entity }) => ruled.has(entity))) ruled.add(holding.same(entityOf(held)));
  }
  for (const held of holding.actions) {
    const title = titleOf(held.node, held.node.name.text);
    for (const { entity, when } of parentsOf(holding, held)) {
      if (ruled.has(entity))
        rows.push({
          ...frame(`- “${title}” is a way to “${titleOf(entity.node, entity.name)}”${when}.`, false),
          origin: heldName(holding, held),
        });
    }
  }
  return rows;
}

function parentsOf(holding: Holding, held: Held<syntax.Action>): { entity: Entity; when: string }[] {
  return held.node.kinds.flatMap(kind =>
    kind.parents.flatMap(ref => {
      const found = lookup(scopeAt(holding.scope, held), 'action', ref);
      const when = kind.when ? ` when ${sourceAt({ scope: holding.scope, declared: held }, kind.when)}` : '';
      return found.kind === 'found' ? [{ entity: holding.same(found.entity), when }] : [];
    }),
  );
}

function situation(facts: readonly string[]): Passage[] {
  return headed(
    '## The situation',
    facts.length === 0 ? [] : [frame(`What is known: ${facts.join('; ')}. What is not said here is not known.`)],
  );
}

/** Drops what may go, rank by rank, the last first, until the rest fits. */
function fitted(passages: readonly Passage[], budget: number | undefined): Prompt {
  const gone = new Set<Passage>();
  const dropped: Dropped[] = [];
  if (budget !== undefined) {
    let quarters = tokenQuarters(joined(passages));
    for (const rank of ranks) {
      for (const part of passages.filter(passage => passage.rank === rank).toReversed()) {
        if (Math.ceil(quarters / 4) <= budget) break;
        gone.add(part);
        dropped.push({ origin: part.origin, what: rank, tokens: estimatedTokens(part.text) });
        quarters -= tokenQuarters(part.text) + (part.apart ? 2 : 1);
      }
    }
  }
  const rest = passages.filter(part => !gone.has(part));
  const text = joined(rest);
  const tokens = estimatedTokens(text);
  return { text, origins: originsOf(rest), tokens, dropped, fits: budget === undefined || tokens <= budget };
}

function joined(passages: readonly Passage[]): string {
  const parts = passages.map(({ text, apart }, i) => (i === 0 ? text : `${apart ? '\n\n' : '\n'}${text}`));
  return `${parts.join('')}\n`;
}

function originsOf(passages: readonly Passage[]): (string | undefined)[] {
  return passages.flatMap(({ text, apart, origin }, i) => [...(apart && i > 0 ? [undefined] : []), ...text.split('\n').map(() => origin)]);
}
