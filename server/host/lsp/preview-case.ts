// What a preview is of: the eval, the example or the typed line, as one conversation with its prompt and its expectations.

import { quotedSpeech } from '../../../grammar/quote.ts';
import type * as syntax from '../../../grammar/syntax.ts';
import { textOf } from '../../../grammar/text.ts';
import { askedOf } from '../../analysis/asked.ts';
import type { Declared } from '../../analysis/names.ts';
import { worldOf } from '../../analysis/norms/worlds.ts';
import { startOf } from '../../analysis/places.ts';
import { scopeOf } from '../../analysis/resolve.ts';
import { documentOf, withDocuments } from '../../analysis/workspace.ts';
import type { Case, EvalPlan, Spot, Step } from '../../evaluation/case.ts';
import { type Gathered, gathered } from '../../evaluation/cases.ts';
import type { Prompt } from '../../evaluation/prompt.ts';
import { situationOf } from '../../evaluation/situation.ts';
import { sourceAt, titleOf } from '../../evaluation/wording.ts';
import type { View } from '../../features/feature.ts';
import { offsetAt, positionAt } from '../../features/positions.ts';
import type { PreviewQuestion } from '../../features/preview-protocol.ts';
import { selectedLine } from './selected.ts';

export interface Asked {
  readonly what: 'eval' | 'example' | 'principle' | 'document';
  readonly name: string;
  readonly title: string;
  readonly at: Spot;
  readonly facts: string;
  /** Facts with the agent that an eval speaks of. */
  readonly whenFacts: string;
  /** What somebody typed or selected instead of the author's own conversation. */
  readonly line?: string;
  readonly case: Case;
  readonly prompt: Prompt;
  /** Nobody has said yet what is asked. */
  readonly unasked: boolean;
  readonly model?: string;
}

export type AskedCase = Asked | { readonly refused: string };

type PromptBudget = (model: string | undefined) => number | undefined;

interface Target {
  readonly what: Asked['what'];
  readonly name: string;
  readonly title: string;
  readonly at: Spot;
  /** Its own eval or example; a principle's first. */
  readonly plan?: EvalPlan;
  readonly given: string;
  readonly as?: string;
}

/** Reads the conversation that is asked about out of the document, or makes one of a typed line. */
export function askedCase(view: View, question: PreviewQuestion, promptBudget: PromptBudget): AskedCase {
  const found = gatheredIn(view, promptBudget);
  const target = targetOf(view, question.subject, found);
  if (!target) return { refused: 'There is nothing of this name in the spec any more. Preview it anew from where it stands.' };
  const { what, name, title, at, plan, given, as } = target;
  const facts = question.facts?.trim() ?? given;
  const whenFacts = [facts, as ? `agent is ${as}` : ''].filter(part => part !== '').join(', ');
  const line = question.line ?? selectedLine(view, question.subject);
  const head = {
    what,
    name,
    title,
    at,
    facts,
    whenFacts,
    ...(plan?.model ? { model: plan.model } : {}),
    ...(line === undefined ? {} : { line }),
  };
  const own = line === undefined ? plan : undefined;
  if (own && facts === given) {
    const [first] = own.cases;
    return { ...head, case: first!, prompt: promptOf(found, first!), unasked: false };
  }
  const typed = typedCase(view, { facts, as, line: line ?? '' }, promptBudget);
  if ('refused' in typed) return typed;
  if (!own) {
    return { ...head, ...typed, case: { ...typed.case, steps: movedTo(typed.case.steps, at) }, unasked: (line?.trim() ?? '') === '' };
  }
  return { ...head, prompt: typed.prompt, case: situated(own.cases[0]!, typed.case, at), unasked: false };
}

function gatheredIn(view: View, promptBudget: PromptBudget): Gathered {
  const world = worldOf(view.scope, view.workspace.settings.solver);
  return gathered(view.scope, { situate: facts => situationOf(world, facts), promptBudget, unexpected: true });
}

const promptOf = ({ prompts }: Gathered, { prompt }: Case): Prompt => prompts.find(({ text }) => text === prompt)!;

/** What the norms expect follows the facts that were picked; what the author expects stays. */
function situated(own: Case, typed: Case, at: Spot): Case {
  const derived = movedTo(typed.steps, at).flatMap(step => ('checks' in step ? step.checks : []));
  const steps = own.steps.map((step): Step => {
    if (!('checks' in step) || step.checks.length === 0) return step;
    return step.checks.every(check => check.kind === 'action' && check.derived) ? { ...step, checks: derived } : step;
  });
  return { ...own, prompt: typed.prompt, steps };
}

/** Expectations of a line that stands nowhere belong to what was asked about. */
const movedTo = (steps: readonly Step[], at: Spot): Step[] =>
  steps.map(step => ('checks' in step ? { ...step, checks: step.checks.map(check => ({ ...check, at })) } : step));

/** A name that nobody gives an eval. */
const typedName = 'polity_previews_this';

interface Typed {
  readonly facts: string;
  readonly as?: string;
  readonly line: string;
}

/** The line as the only turn of an eval at the end of the document, so that it is read as every other eval is. */
function typedCase(
  view: View,
  { facts, as, line }: Typed,
  promptBudget: PromptBudget,
): Pick<Asked, 'case' | 'prompt'> | { readonly refused: string } {
  const { workspace, document } = view;
  const asked = facts === '' ? undefined : askedOf(workspace, document.file, facts);
  if (asked?.kind === 'unreadable') return { refused: `These facts cannot be read: ${asked.message}` };
  const statements = [as ? `as ${as}` : '', facts === '' ? '' : `given ${facts}`, `user ${quotedSpeech(line === '' ? '…' : line)}`];
  const text = `${document.tree.text}\neval ${typedName} {\n${statements.filter(each => each !== '').join('\n')}\n}\n`;
  const asking = withDocuments(workspace, [documentOf(document.file, text)]);
  const found = gatheredIn({ ...view, workspace: asking, scope: scopeOf(asking, document.file)! }, promptBudget);
  const plan = found.plans.find(({ id }) => id === typedName);
  if (!plan) return { refused: 'No situation has these facts, so there is nothing to try. Pick others.' };
  return { case: plan.cases[0]!, prompt: promptOf(found, plan.cases[0]!) };
}

function targetOf(view: View, subject: PreviewQuestion['subject'], { plans }: Gathered): Target | undefined {
  if (subject.kind === 'at') return standingAt(view, offsetAt(view.document.tree, subject.position), plans) ?? wholeSpec(view);
  if (subject.kind === 'document' || subject.name === '') return wholeSpec(view);
  const plan = plans.find(({ id }) => id === subject.name);
  if (plan) return planTarget(view, plan);
  const principle = view.scope.own.declarations.find(({ node }) => node.kind === 'principle' && node.name.text === subject.name);
  return principle && principleTarget(view, principle as Declared<syntax.Principle>, plans);
}

function wholeSpec({ scope, document }: View): Target {
  const header = scope.own.header?.node;
  const title = header ? (header.title ? textOf(header.title) : header.name.text) : document.file;
  return { what: 'document', name: '', title, at: { file: document.file, line: 0, character: 0 }, given: '' };
}

/** The eval, the example or the principle around an offset, the innermost. */
function standingAt(view: View, offset: number, plans: readonly EvalPlan[]): Target | undefined {
  const { tree } = view.document;
  for (const declared of view.scope.own.declarations) {
    const base = startOf(tree, declared.segment);
    const holds = (span: syntax.Span) => base + span.start <= offset && offset <= base + span.end;
    if (!holds(declared.node)) continue;
    if (declared.node.kind === 'eval') {
      const plan = planAt(view, plans, base + declared.node.start);
      if (plan) return planTarget(view, plan);
    }
    if (declared.node.kind !== 'principle') continue;
    const example = declared.node.body.find(part => part.kind === 'example' && holds(part));
    const plan = example && planAt(view, plans, base + example.start);
    return plan ? planTarget(view, plan) : principleTarget(view, declared as Declared<syntax.Principle>, plans);
  }
  return undefined;
}

function planAt({ document: { tree } }: View, plans: readonly EvalPlan[], offset: number): EvalPlan | undefined {
  const { line, character } = positionAt(tree, offset);
  return plans.find(({ at }) => at.line === line && at.character === character);
}

function planTarget(view: View, plan: EvalPlan): Target {
  const { given, as } = givenOf(view, plan);
  return { what: plan.kind, name: plan.id, title: plan.title, at: plan.at, plan, given, ...(as ? { as } : {}) };
}

function principleTarget(view: View, declared: Declared<syntax.Principle>, plans: readonly EvalPlan[]): Target {
  const { node } = declared;
  const name = node.name.text;
  const { line, character } = positionAt(view.document.tree, startOf(view.document.tree, declared.segment) + node.name.start);
  const plan = plans.find(({ checks }) => checks.includes(name));
  const { given, as } = plan ? givenOf(view, plan) : { given: '', as: undefined };
  const at = { file: view.document.file, line, character };
  return { what: 'principle', name, title: titleOf(node, name), at, given, ...(plan ? { plan } : {}), ...(as ? { as } : {}) };
}

/** The facts of an eval or example in its author's words. */
function givenOf(view: View, { at, kind }: EvalPlan): { readonly given: string; readonly as?: string } {
  const { tree } = view.document;
  const offset = offsetAt(tree, at);
  for (const declared of view.scope.own.declarations) {
    const base = startOf(tree, declared.segment);
    const { node } = declared;
    const body: readonly syntax.Node[] | undefined =
      kind === 'eval'
        ? node.kind === 'eval' && base + node.start === offset
          ? node.body
          : undefined
        : node.kind === 'principle'
          ? node.body.flatMap(part => (part.kind === 'example' && base + part.start === offset ? part.body : [])).slice()
          : undefined;
    if (!body || (kind === 'example' && body.length === 0)) continue;
    const facts = body.flatMap(part => (part.kind === 'given' ? part.facts : []));
    const as = body.find(part => part.kind === 'as');
    const given = facts.map(fact => sourceAt({ scope: view.scope, declared }, fact)).join(', ');
    return as ? { given, as: as.agent.text } : { given };
  }
  return { given: '' };
}
