// A preview as a piece of spec: an eval, or an example with the reply as its good or bad answer.

import type { PreviewPlan } from '../../server/features/preview-protocol.ts';

type Plan = Extract<PreviewPlan, { kind: 'plan' }>;

/** A string of the language. */
export const quoted = (text: string): string =>
  `"${text.replace(/\r\n?/g, '\n').replace(/["\\\n\t]|\p{Cc}/gu, char => escapes[char] ?? `\\u{${char.codePointAt(0)!.toString(16)}}`)}"`;

const escapes: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\t': '\\t' };

/** What is there before the reply; only turns that can be written as they were said. */
function opening({ facts, conversation }: Plan): string[] {
  const turns = conversation.map(({ speaker, text }) => `  ${speaker} ${quoted(text)}`);
  return [...(facts === '' ? [] : [`  given ${facts}`]), ...turns];
}

export function evalText(plan: Plan): string {
  const checks = plan.what === 'principle' ? [`  checks ${plan.name}`] : [];
  const expected = plan.checks.map(({ label }) => `  ${label}`).filter(label => label.startsWith('  expect '));
  return `${['eval previewed {', ...checks, ...opening(plan), ...expected, '}'].join('\n')}\n`;
}

export function exampleText(plan: Plan, label: 'good' | 'bad', reply: string): string {
  return `${['example {', ...opening(plan), `  ${label} ${quoted(reply)}`, '}'].join('\n')}\n`;
}
