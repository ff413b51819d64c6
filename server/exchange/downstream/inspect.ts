// Evals as a dataset of Inspect (inspect_ai): a sample on each line, with what is expected as the target of a grader.

import type { Check } from '../../evaluation/case.ts';
import type { Exporter } from '../format.ts';
import { rubricOf, type Trial, type Turn, trialsOf, usualPrompt } from './trials.ts';

export const inspectExporter: Exporter = {
  target: 'inspect',
  title: 'a dataset for Inspect (JSON lines): a sample for each eval and example',
  extension: 'jsonl',
  write: subject => {
    const { trials, notes } = trialsOf(subject);
    const usual = usualPrompt(trials);
    const usable = trials.filter(({ turns }) => turns.every(turn => turn.content !== undefined));
    const lost = trials.length - usable.length;
    return {
      text: usable.map(trial => `${JSON.stringify(sampleOf(trial, usual))}\n`).join(''),
      notes: [
        ...notes,
        ...(lost === 0 ? [] : [`Left out, for a sample has one reply at its end: ${lost} of ${trials.length}.`]),
        'The spec itself is not repeated in every sample: give it as the system message (`polity compile --to prompt`).',
      ],
    };
  },
};

function sampleOf({ id, title, prompt, turns, expected, checks, repeat, pass }: Trial, usual: string): object {
  const system: Turn[] = prompt === usual ? [] : [{ role: 'system', content: prompt }];
  return {
    id,
    input: [...system, ...turns].map(({ role, content }) => ({ role, content })),
    target: expected.map(targetOf).join('\n\n'),
    metadata: { title, checks, repeat, pass, expected: expected.map(({ kind, label }) => ({ kind, label })) },
  };
}

function targetOf(check: Check): string {
  const rubric = rubricOf(check);
  if (rubric) return rubric.negated ? `This is NOT true of the reply: ${rubric.text}` : rubric.text;
  return check.label.replace(/^expect /, 'The reply ');
}
