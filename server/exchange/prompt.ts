// A spec as a system prompt. What it says and in which order is the evaluation's: evals are asked under the same words.

import { compiledPrompt, type Dropped } from '../evaluation/prompt.ts';
import type { Exported, Exporter, ExportOptions, ExportSubject } from './format.ts';

export const promptExporter: Exporter = {
  target: 'prompt',
  title: "a system prompt in the spec's own words, in order of authority",
  extension: 'txt',
  write: ({ scope }: ExportSubject, { budget, leftOut, facts }: ExportOptions): Exported => {
    const { text, origins, tokens, dropped, fits } = compiledPrompt(scope, { budget, leftOut, facts, examples: true });
    const notes = droppedNotes(dropped);
    if (!fits)
      notes.push(
        `The prompt has about ${tokens} tokens, more than the ${budget} allowed: what is left are the rules themselves, and none was dropped.`,
      );
    return { text, origins, notes };
  },
};

/** What had to go, kind by kind in the order in which it went, with the principles that lost some of it. */
function droppedNotes(dropped: readonly Dropped[]): string[] {
  const kinds = Map.groupBy(dropped, one => one.what);
  return [...kinds].map(([what, some]) => {
    const origins = [...new Set(some.flatMap(one => one.origin ?? []))];
    const tokens = some.reduce((sum, one) => sum + one.tokens, 0);
    const whose =
      origins.length === 0
        ? ''
        : ` of ${origins.slice(0, shown).join(', ')}${origins.length > shown ? ` and ${origins.length - shown} more` : ''}`;
    return `Dropped to stay within the budget: ${what}${whose} (about ${tokens} tokens).`;
  });
}

const shown = 12;
