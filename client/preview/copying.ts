// A preview as a piece of spec: an eval, or an example with the reply as its good or bad answer.

import { quotedSpeech } from '../../grammar/quote.ts';
import type { PreviewPlan } from '../../server/features/preview-protocol.ts';

type Plan = Extract<PreviewPlan, { kind: 'plan' }>;

/** What is there before the reply; only turns that can be written as they were said. */
function opening({ facts, conversation }: Plan): string[] {
  const turns = conversation.map(({ speaker, text }) => `  ${speaker} ${quotedSpeech(text)}`);
  return [...(facts === '' ? [] : [`  given ${facts}`]), ...turns];
}

export function evalText(plan: Plan): string {
  const checks = plan.what === 'principle' ? [`  checks ${plan.name}`] : [];
  const expected = plan.checks.map(({ label }) => `  ${label}`).filter(label => label.startsWith('  expect '));
  return `${[`eval ${plan.evalName} {`, ...checks, ...opening(plan), ...expected, '}'].join('\n')}\n`;
}

export function exampleText(plan: Plan, label: 'good' | 'bad', reply: string): string {
  return `${['example {', ...opening(plan), `  ${label} ${quotedSpeech(reply)}`, '}'].join('\n')}\n`;
}
