// Evals and examples of a document → conversations to lead and what to look for in them (language.md §7).

import { TextDocument } from 'vscode-languageserver-textdocument';
import type * as syntax from '../../grammar/syntax.ts';
import { textOf } from '../../grammar/text.ts';
import { type Held, heldIn, heldName } from '../analysis/holding.ts';
import { memo } from '../analysis/memo.ts';
import { type Declared, declarationsOf, type Entity, entityOf } from '../analysis/names.ts';
import { startOf } from '../analysis/places.ts';
import { lookup } from '../analysis/resolve.ts';
import type { Scope } from '../analysis/scope.ts';
import type { ActionCheck, Case, EvalPlan, ParityCheck, Spot, Step } from './case.ts';
import { compiledPrompt, defaultOf, type Prompt } from './prompt.ts';
import { agentFact, optionFact, type Situation } from './situation.ts';
import { type Binding, evalSteps, exampleSteps, type Making } from './steps.ts';
import { line, sourceAt, subjectsOf, titleOf } from './wording.ts';

export interface Gathering {
  /** What the norms say where these facts hold, written as the document would write them. */
  readonly situate: (facts: readonly syntax.Expression[]) => Situation;
  /** The most tokens that a prompt may have, for the profile that an agent uses, or for the usual one. */
  readonly promptBudget?: (model: string | undefined) => number | undefined;
  /** Keeps conversations of which nothing is expected: somebody wants to see the reply. */
  readonly unexpected?: boolean;
}

/** What an eval came to, and what an author should know of it. */
export interface Gathered {
  readonly plans: readonly EvalPlan[];
  /** Evals and examples that nothing can be asked of, with the reason. */
  readonly left: readonly { readonly id: string; readonly title: string; readonly at: Spot; readonly why: string }[];
  /** What prompts had to drop to keep within their budget, once for each kind of prompt. */
  readonly prompts: readonly Prompt[];
}

/** The document's own evals and examples, in the order of the text. */
export function gathered(scope: Scope, gathering: Gathering): Gathered {
  const state: State = { scope, gathering, prompts: new Map(), ids: new Set(), left: [] };
  const plans: EvalPlan[] = [];
  for (const declared of scope.own.declarations) {
    if (declared.node.kind === 'eval') plans.push(evalPlan(state, declared as Declared<syntax.Eval>));
    else if (declared.node.kind === 'principle') plans.push(...examplePlans(state, declared as Declared<syntax.Principle>));
  }
  return {
    plans: plans.filter(plan => plan.cases.length > 0),
    left: state.left,
    prompts: [...state.prompts.values()].map(({ prompt }) => prompt),
  };
}

/** Facts as an eval or example gives them. */
interface Facts {
  readonly given: readonly syntax.Expression[];
  readonly declared: Declared;
  /** The agent's name, where it is known. */
  readonly agent?: string;
}

interface State {
  readonly scope: Scope;
  readonly gathering: Gathering;
  /** By the facts in words: most evals share a few. */
  readonly prompts: Map<string, { readonly prompt: Prompt; readonly situation: Situation }>;
  readonly ids: Set<string>;
  readonly left: { id: string; title: string; at: Spot; why: string }[];
}

const textDocument = memo((tree: syntax.Tree) => TextDocument.create('', 'polity', 0, tree.text));

function spotAt(scope: Scope, declared: Declared, span: syntax.Span): Spot {
  const { tree, file } = scope.document;
  const { line: row, character } = textDocument(tree).positionAt(startOf(tree, declared.segment) + span.start);
  return { file, line: row, character };
}

function fresh(ids: Set<string>, id: string): string {
  for (let n = 1; ; n++) {
    const tried = n === 1 ? id : `${id} (${n})`;
    if (ids.has(tried)) continue;
    ids.add(tried);
    return tried;
  }
}

function ofKind<Kind extends syntax.EvalStatement['kind']>(node: syntax.Eval, kind: Kind): Extract<syntax.EvalStatement, { kind: Kind }>[] {
  return node.body.filter(statement => statement.kind === kind) as Extract<syntax.EvalStatement, { kind: Kind }>[];
}

/** An eval that asks for more replies than this was not meant so; and a list of its cases alone would fill the memory. */
const mostReplies = 10_000;
const tooMany =
  'It varies, repeats or goes on so often that more than 10,000 replies would be asked for, so nothing is asked. Make two evals of it, or less of each.';

const whole = (value: number): number => Math.floor(value) || 0;

/** In one conversation. */
const repliesIn = (node: syntax.Eval): number => Math.max(1, ...ofKind(node, 'simulate').map(({ turns }) => whole(turns.value)));

function evalPlan(state: State, declared: Declared<syntax.Eval>): EvalPlan {
  const { scope } = state;
  const { node } = declared;
  const id = fresh(state.ids, node.name.text);
  const as = ofKind(node, 'as')[0]?.agent;
  const facts: Facts = { given: ofKind(node, 'given').flatMap(given => given.facts), declared, agent: as?.text };
  const model = as && modelOf(scope, as);
  const { prompt, situation } = prompted(state, facts, model);
  const repeat = ofKind(node, 'repeat')[0];
  const times = Math.max(1, whole(repeat?.times.value ?? 1));
  const making: Making = {
    at: span => spotAt(scope, declared, span),
    source: span => sourceAt({ scope, declared }, span),
    action: ref => actionOf(scope, ref),
  };
  const derived = () => derivedChecks(situation, making.at(node.name));
  const varies = ofKind(node, 'vary');
  const endless = times * repliesIn(node) * varies.reduce((product, { values }) => product * values.length, 1) > mostReplies;
  const bindings = bindingsOf(endless ? varies.map(vary => ({ ...vary, values: vary.values.slice(0, 1) })) : varies);
  const cases = bindings.map((binding): Case => ({ binding, prompt: prompt.text, steps: evalSteps(node, binding, { making, derived }) }));
  const at = making.at(node);
  const why = endless
    ? tooMany
    : whyLeft(state, situation, { steps: cases[0]!.steps, unasked: 'It has no user turn, so nothing is asked.' });
  const title = titleOf(node, node.name.text);
  if (why !== undefined) state.left.push({ id, title, at, why });
  const checks = ofKind(node, 'checks')
    .flatMap(({ principles }) => principles.map(({ text }) => text))
    .filter(name => name !== '');
  return {
    id,
    kind: 'eval',
    title,
    at,
    checks,
    tags: tagsOf(scope, checks),
    model,
    cases: why === undefined ? cases : [],
    repeat: times,
    pass: Math.min(times, whole(repeat?.pass?.value ?? times)),
    parity: parityIn(cases),
  };
}

/** Why nothing can be learnt from a conversation, if so. `unasked` says it of one in which no model speaks. */
function whyLeft(
  { gathering }: State,
  { possible }: Situation,
  { steps, unasked }: { readonly steps: readonly Step[]; readonly unasked: string },
): string | undefined {
  if (!possible) return 'No situation has the facts that it gives, so there is nothing to try.';
  if (!steps.some(({ kind }) => kind !== 'said')) return unasked;
  if (gathering.unexpected || steps.some(step => 'checks' in step && step.checks.length > 0)) return undefined;
  return 'Nothing is expected of the reply: it has no `expect`, and no norm requires or forbids an action in every situation with its facts.';
}

/** The same for all cases but for what varies in their words, so the first one names them. */
const parityIn = ([first]: readonly Case[]): ParityCheck[] =>
  (first?.steps ?? []).flatMap(step =>
    'checks' in step ? step.checks.filter((check): check is ParityCheck => check.kind === 'parity') : [],
  );

function examplePlans(state: State, declared: Declared<syntax.Principle>): EvalPlan[] {
  const { scope } = state;
  const { node } = declared;
  const examples = node.body.filter(statement => statement.kind === 'example');
  return examples.map((example, i): EvalPlan => {
    const title = example.title ? line(example.title) : `example ${i + 1}`;
    const id = fresh(state.ids, `${node.name.text}/${title}`);
    const facts: Facts = {
      given: example.body.flatMap(part => (part.kind === 'given' ? part.facts : [])),
      declared,
      agent: node.role ? agentPlaying(scope, node.name.text) : undefined,
    };
    const { prompt, situation } = prompted(state, facts);
    const making: Making = {
      at: span => spotAt(scope, declared, span),
      source: span => sourceAt({ scope, declared }, span),
      action: ref => actionOf(scope, ref),
    };
    const steps = exampleSteps(example, {
      principle: node.name.text,
      prose: proseOf(node),
      making,
      derived: () => derivedChecks(situation, making.at(example)),
    });
    const why = whyLeft(state, situation, { steps, unasked: 'It shows a conversation, and leaves nothing to answer.' });
    if (why !== undefined) state.left.push({ id, title, at: making.at(example), why });
    const cases: Case[] = why === undefined ? [{ binding: {}, prompt: prompt.text, steps }] : [];
    return {
      id,
      kind: 'example',
      title,
      at: making.at(example),
      checks: [node.name.text],
      tags: tagsOf(scope, [node.name.text]),
      cases,
      repeat: 1,
      pass: 1,
      parity: [],
    };
  });
}

/** What a principle says, for a judge: title, prose, norms. */
function proseOf(node: syntax.Principle): string {
  const prose = node.body.flatMap(statement => (statement.kind === 'prose' ? [line(statement.text)] : []));
  return [titleOf(node, node.name.text), ...prose].join(' — ');
}

function prompted(state: State, facts: Facts, model?: string): { readonly prompt: Prompt; readonly situation: Situation } {
  const { scope, gathering, prompts } = state;
  const { texts, expressions } = factsIn(scope, facts);
  const budget = gathering.promptBudget?.(model);
  const key = [budget ?? '', ...texts].join('\n');
  const known = prompts.get(key);
  if (known) return known;
  const situation = gathering.situate(expressions);
  const prompt = compiledPrompt(scope, { leftOut: situation.leftOut, facts: texts, budget });
  const made = { prompt, situation };
  prompts.set(key, made);
  return made;
}

/** In the author's words, and as the engine reads them. An option counts with its default where nothing else is said of it. */
function factsIn(scope: Scope, { given, declared, agent }: Facts): { readonly texts: string[]; readonly expressions: syntax.Expression[] } {
  const spokenOf = new Set(given.flatMap(expression => [...subjectsOf(expression)].map(ref => contextOf(scope, ref))));
  const holding = heldIn(scope);
  const options = holding.contexts.filter(held => held.node.kind === 'option') as Held<syntax.Option>[];
  const chosen = options.flatMap(held => {
    const value = defaultOf(holding, held);
    return value === undefined || spokenOf.has(entityOf(held)) ? [] : [{ name: heldName(holding, held), value }];
  });
  return {
    texts: [
      ...given.map(expression => sourceAt({ scope, declared }, expression)),
      ...chosen.map(({ name, value }) => `${name} is ${value.text}`),
      ...(agent === undefined ? [] : [`you act as ${agent}`]),
    ],
    expressions: [
      ...given,
      ...chosen.map(({ name, value }) => optionFact(name, value.node)),
      ...(agent === undefined ? [] : [agentFact(agent)]),
    ],
  };
}

function contextOf(scope: Scope, ref: syntax.Ref): Entity | undefined {
  const found = lookup(scope, 'context', ref);
  return found.kind === 'found' ? found.entity : undefined;
}

/** Every combination of what varies; a single empty one where nothing does. */
function bindingsOf(varies: readonly syntax.Vary[]): Binding[] {
  return varies.reduce<Binding[]>(
    (bindings, { name, values }) => bindings.flatMap(binding => values.map(value => ({ ...binding, [name.text]: textOf(value) }))),
    [{}],
  );
}

function derivedChecks({ due }: Situation, at: Spot): ActionCheck[] {
  const check =
    (performs: boolean) =>
    (entity: Entity): ActionCheck => ({
      kind: 'action',
      label: `expect ${performs ? 'performs' : 'avoids'} ${entity.name}`,
      at,
      performs,
      action: entity.name,
      prose: titleOf(entity.node, entity.name),
      derived: true,
    });
  const { required, forbidden } = due();
  return [...required.map(check(true)), ...forbidden.map(check(false))];
}

function actionOf(scope: Scope, ref: syntax.Ref): string {
  const found = lookup(scope, 'action', ref);
  return titleOf(found.kind === 'found' ? found.entity.node : undefined, ref.text);
}

function tagsOf(scope: Scope, principles: readonly string[]): string[] {
  const tags = principles.flatMap(name => {
    const node = scope.own.named.get('principle')?.get(name)?.node as syntax.Principle | undefined;
    return (node?.body ?? []).flatMap(statement => (statement.kind === 'tagged' ? statement.tags.map(({ text }) => text) : []));
  });
  return [...new Set(tags)];
}

/** The profile that an agent uses. */
function modelOf(scope: Scope, ref: syntax.Ref): string | undefined {
  const found = lookup(scope, 'agent', ref);
  if (found.kind !== 'found') return undefined;
  const uses = (found.entity.node as syntax.Agent).body.find(statement => statement.kind === 'uses');
  return uses?.model.text;
}

/** The agent that a role's examples are about, where there is just one. */
function agentPlaying(scope: Scope, role: string): string | undefined {
  const agents = [...declarationsOf(scope.own, 'agent')];
  if (agents.length === 0) return role;
  const playing = agents.filter(({ node }) =>
    node.body.some(statement => statement.kind === 'plays' && statement.roles.some(({ text }) => text === role)),
  );
  return playing.length === 1 ? playing[0]!.node.name.text : undefined;
}
