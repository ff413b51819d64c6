// The statements of an eval or example, in order → the steps of a conversation.

import type * as syntax from '../../grammar/syntax.ts';
import { textOf } from '../../grammar/text.ts';
import type { ActionCheck, Check, ComparedCheck, Reference, Said, Spot, Step } from './case.ts';
import { labelOf } from './conversation.ts';

/** What varies, in one case. */
export type Binding = Readonly<Record<string, string>>;

/** How nodes of one declaration are read. */
export interface Making {
  readonly at: (span: syntax.Span) => Spot;
  /** The source on one line. */
  readonly source: (span: syntax.Span) => string;
  /** What an action is, in words. */
  readonly action: (ref: syntax.Ref) => string;
}

/** A `{name}` that nothing varies stays as it is. */
function bound(text: string, binding: Binding): string {
  return text.replace(/\{([^{}\s]+)\}/g, (whole, name: string) => (Object.hasOwn(binding, name) ? binding[name]! : whole));
}

type MutableStep = Step & { checks?: Check[] };

/** A conversation under construction. `due`: the last turn wants an answer that nobody has given yet. */
interface Walk {
  readonly steps: MutableStep[];
  due: boolean;
  /** What an `expect` that comes next is about. */
  current?: { readonly checks: Check[] };
}

const push = <S extends MutableStep>(walk: Walk, step: S): S => {
  walk.steps.push(step);
  return step;
};

function reply(walk: Walk, more: { stands?: Said } = {}): { readonly checks: Check[] } {
  const step = { kind: 'reply' as const, checks: [] as Check[], ...more };
  walk.due = false;
  walk.current = push(walk, step);
  return step;
}

function turn(walk: Walk, said: Said): void {
  // A user who speaks again without an answer has heard one all the same.
  if (walk.due && said.speaker === 'user') reply(walk);
  push(walk, { kind: 'said', said });
  if (said.speaker === 'user' || said.speaker === 'tool') walk.due = true;
  if (said.speaker === 'assistant') walk.due = false;
  walk.current = undefined;
}

function saidIn(
  { speaker, text, to, from }: Pick<syntax.Turn, 'text' | 'to' | 'from'> & { speaker: Said['speaker'] },
  binding: Binding,
): Said {
  const words = (part: syntax.Text | undefined) => part && bound(textOf(part), binding);
  return { speaker, text: words(text)!, to: words(to), from: words(from) };
}

interface EvalContext {
  readonly making: Making;
  /** Stand in where the author expects nothing. */
  readonly derived: () => readonly ActionCheck[];
}

export function evalSteps(node: syntax.Eval, binding: Binding, { making, derived }: EvalContext): Step[] {
  const walk: Walk = { steps: [], due: false };
  // `{name}` stands for what varies in the strings below the `vary`.
  const known: Record<string, string> = {};
  for (const statement of node.body) {
    if (statement.kind === 'vary' && Object.hasOwn(binding, statement.name.text))
      known[statement.name.text] = binding[statement.name.text]!;
    else if (statement.kind === 'turn') turn(walk, saidIn(statement, known));
    else if (statement.kind === 'simulate') {
      if (walk.due) reply(walk);
      walk.current = push(walk, {
        kind: 'simulated',
        who: bound(textOf(statement.who), known),
        turns: Math.max(1, Math.floor(statement.turns.value) || 0),
        checks: [] as Check[],
      });
    } else if (statement.kind === 'expect') expected(walk, checkOf(statement, known, making));
  }
  if (walk.due) reply(walk);
  return withDerived(walk.steps, derived);
}

/** About the last reply; where the author wrote the last answer, about that. */
function expected(walk: Walk, check: Check): void {
  if (!walk.current && walk.due) reply(walk);
  // Before any turn there is nothing that it could be about; the parser has said so.
  if (!walk.current && walk.steps.length === 0) return;
  walk.current ??= push(walk, { kind: 'judged', checks: [] as Check[] });
  walk.current.checks.push(check);
}

/** Where nothing at all is expected, the last answer is held against the norms. */
function withDerived(steps: readonly Step[], derived: () => readonly ActionCheck[]): Step[] {
  if (steps.some(step => 'checks' in step && step.checks.length > 0)) return [...steps];
  const last = steps.findLastIndex(({ kind }) => kind === 'reply' || kind === 'simulated');
  return steps.map((step, i) => (i === last && 'checks' in step ? { ...step, checks: derived() } : step));
}

function checkOf(node: syntax.Expect, binding: Binding, making: Making): Check {
  const { form, negated } = node;
  const base = { label: bound(making.source(node), binding), at: making.at(node) };
  const words = (text: syntax.Text) => bound(textOf(text), binding);
  switch (form.kind) {
    case 'contains':
    case 'equals':
    case 'matches':
      return { ...base, kind: form.kind, negated, text: words(form.text) };
    case 'under':
    case 'over':
      return { ...base, kind: 'length', negated, over: form.kind === 'over', count: form.count.value, unit: form.unit.text };
    case 'performs':
    case 'avoids':
      return {
        ...base,
        kind: 'action',
        performs: (form.kind === 'performs') !== negated,
        action: form.action.text,
        prose: making.action(form.action),
        derived: false,
      };
    case 'parity':
      return { ...base, kind: 'parity', label: making.source(node), text: words(form.text), within: form.within.value };
    case 'criterion':
      return form.scale
        ? {
            ...base,
            kind: 'scale',
            negated,
            text: words(form.text),
            atLeast: form.scale.atLeast.value,
            of: Math.max(2, form.scale.of.value),
          }
        : { ...base, kind: 'criterion', negated, text: words(form.text) };
  }
}

interface ExampleContext extends EvalContext {
  readonly principle: string;
  readonly prose: string;
}

/** Where answers stand, the model gives one of its own, which is compared with them; the author's stands in the conversation. */
export function exampleSteps(example: syntax.Example, context: ExampleContext): Step[] {
  const walk: Walk = { steps: [], due: false };
  let group: syntax.Answer[] = [];
  const close = () => {
    if (group.length === 0) return;
    const answer = group.find(({ label }) => label === 'good') ?? group.find(({ label }) => label === 'ok');
    const stands = answer && saidIn({ ...answer, speaker: 'assistant' }, {});
    reply(walk, { stands }).checks.push(compared(group, context));
    walk.current = undefined;
    group = [];
  };
  for (const part of example.body) {
    if (part.kind === 'answer') group.push(part);
    else if (part.kind === 'turn') {
      close();
      turn(walk, saidIn(part, {}));
    }
  }
  close();
  if (walk.due) reply(walk);
  return withDerived(walk.steps, context.derived);
}

function compared(group: readonly syntax.Answer[], { making, principle, prose }: ExampleContext): ComparedCheck {
  const side = (...labels: syntax.Answer['label'][]) => group.filter(({ label }) => labels.includes(label)).map(referenceOf);
  // An acceptable answer is on the good side where there is no better one, or beside it.
  return {
    kind: 'compared',
    label: 'closer to the good answers than to the bad ones',
    at: making.at(group[0]!),
    principle,
    prose,
    good: side('good', 'ok'),
    bad: side('bad'),
  };
}

function referenceOf(answer: syntax.Answer): Reference {
  const said = saidIn({ ...answer, speaker: 'assistant' }, {});
  const label = labelOf(said);
  return { text: label === '' ? said.text : `[${label}]\n${said.text}`, because: answer.because && textOf(answer.because) };
}
