import type { Command } from './command.ts';
import { runOptions } from './eval.ts';

export const measure: Command = {
  name: 'measure',
  arguments: '<what> [names...]',
  summary: 'is a principle vague in fact (`agreement PRINCIPLE`), do two pull apart in fact (`conflict P Q`)',
  options: [
    { flags: '--cases <count>', about: 'how many cases to judge, or situations to try', number: true },
    ...runOptions,
    { flags: '--dry-run', about: 'what it would cost' },
    { flags: '--format <kind>', about: 'how to report', choices: ['pretty', 'json'], default: 'pretty' },
  ],
  examples: [
    'polity measure agreement calibrated --dry-run',
    'polity measure agreement calibrated',
    'polity measure conflict honest kind library.constitution',
  ],
  run: async call => (await import('../evals/all.ts')).runners.measure(call),
};
