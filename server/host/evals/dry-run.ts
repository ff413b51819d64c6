// What a run would send: counts, tokens and cost, and each call for those who want it.

import type { Hash } from '../../evaluation/call.ts';
import { type Estimate, estimates, type PlannedCall, plannedCalls, totalCost } from '../../evaluation/estimate.ts';
import type { RunPlan } from '../../evaluation/run.ts';
import { dollars, thousands } from '../../reporting/evals/kept-run.ts';
import { plural } from '../../reporting/report.ts';
import { harmless } from '../../reporting/terminal.ts';

/** One line for each profile that would be asked, and the sum. */
export function estimateLines(parts: readonly Estimate[], recorded: number): string[] {
  const { costUSD, unpriced } = totalCost(parts);
  const lines = parts.map(part => `${harmless(part.profile.name)} (${harmless(part.profile.model)}): ${estimateWords(part)}`);
  const total = parts.reduce((sum, { calls }) => sum + calls, 0);
  const missing = unpriced.length > 0 ? `, without ${unpriced.join(', ')}, which name no price` : '';
  const known = recorded > 0 ? `; ${thousands(recorded)} more ${recorded === 1 ? 'is' : 'are'} recorded and would not be sent` : '';
  return [
    ...lines,
    `In all ${plural(total, 'call')}, about ${dollars(costUSD)}${missing}${known}. Where replies decide what follows, tokens are guessed.`,
  ];
}

/** `9 calls, about 3,000 tokens out and 3,600 back, about $0.01` */
export const estimateWords = ({ calls, input, output, costUSD }: Estimate): string =>
  `${plural(calls, 'call')}, about ${thousands(input)} tokens out and ${thousands(output)} back${costUSD === undefined ? '' : `, about ${dollars(costUSD)}`}`;

export interface Estimated {
  readonly parts: readonly Estimate[];
  readonly recorded: number;
}

export function estimated(plan: RunPlan, hash: Hash, isRecorded: (key: string) => boolean): Estimated {
  const known = new Set<string>();
  const fresh: PlannedCall[] = [];
  for (const call of plannedCalls(plan, hash)) {
    if (call.key !== undefined && (known.has(call.key) || isRecorded(call.key))) known.add(call.key);
    // Only what is counted is kept: messages are long.
    else fresh.push({ ...call, messages: undefined });
  }
  return { parts: estimates(fresh), recorded: known.size };
}

/** For people: what each eval asks. */
export function* dryRunText(plan: RunPlan, hash: Hash): Iterable<string> {
  const counts = new Map<string, { reply: number; judge: number; simulator: number; tokens: number }>();
  for (const { eval: id, for: purpose, input } of plannedCalls(plan, hash)) {
    const count = counts.get(id) ?? { reply: 0, judge: 0, simulator: 0, tokens: 0 };
    counts.set(id, { ...count, [purpose]: count[purpose] + 1, tokens: count.tokens + input });
  }
  for (const one of plan.evals) {
    const [first] = one.cases;
    if (first?.unaskable !== undefined) yield `${harmless(one.id)}: cannot be run. ${harmless(first.unaskable)}\n`;
    const count = counts.get(one.id);
    if (!count) continue;
    const kinds = [
      `${count.reply} for replies`,
      ...(count.judge > 0 ? [`${count.judge} for judges`] : []),
      ...(count.simulator > 0 ? [`${count.simulator} for the simulated user`] : []),
    ];
    yield `${harmless(one.id)}: ${plural(one.cases.length, 'case')}, ${plural(one.repeat, 'repeat')}; calls: ${kinds.join(', ')}; about ${thousands(count.tokens)} tokens out\n`;
    for (const label of checksOf(one)) yield `  ${harmless(label)}\n`;
  }
}

/** What would be looked for, each once. */
function checksOf({ cases }: RunPlan['evals'][number]): ReadonlySet<string> {
  const checks = cases.flatMap(({ steps }) => steps.flatMap(step => ('checks' in step ? step.checks : [])));
  return new Set(checks.map(check => (check.kind === 'action' && check.derived ? `${check.label} (from the norms)` : check.label)));
}

/** For machines: every call, with its messages and key where they are known before the run. Prompts stand once, by their hash. */
export function* dryRunJson(plan: RunPlan, hash: Hash, { parts, recorded }: Estimated): Iterable<string> {
  const prompts = new Map<string, string>();
  yield '{\n  "version": 1,\n  "calls": [';
  let first = true;
  for (const call of plannedCalls(plan, hash)) {
    yield `${first ? '' : ','}\n    ${JSON.stringify(callJson(call, text => promptName(text, prompts, hash)))}`;
    first = false;
  }
  const { costUSD, unpriced } = totalCost(parts);
  const models = parts.map(({ profile, ...rest }) => ({ model: profile.name, ...rest }));
  const unaskable = plan.evals.flatMap(one => one.cases.flatMap(({ unaskable: why }) => (why === undefined ? [] : { eval: one.id, why })));
  const rest = {
    prompts: Object.fromEntries(prompts),
    ...(unaskable.length > 0 && { notAsked: unaskable }),
    toSend: { models, calls: parts.reduce((sum, { calls }) => sum + calls, 0), costUSD, unpriced },
    recorded,
  };
  yield `\n  ],${JSON.stringify(rest, undefined, 2).slice(1)}\n`;
}

function promptName(text: string, prompts: Map<string, string>, hash: Hash): string {
  const name = hash(text);
  prompts.set(name, text);
  return name;
}

function callJson(
  { eval: id, case: index, repeat, for: purpose, profile, messages, key, input, output }: PlannedCall,
  named: (text: string) => string,
): object {
  return {
    eval: id,
    case: index,
    repeat,
    for: purpose,
    model: profile.name,
    parameters: profile.parameters,
    key,
    messages: messages?.map(({ role, text }) => (role === 'system' ? { role, prompt: named(text) } : { role, text })),
    tokens: { input, output },
  };
}
