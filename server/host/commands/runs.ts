import type { Command } from './command.ts';

export const runs: Command = {
  name: 'runs',
  arguments: '[what] [runs...]',
  summary: 'the runs that are kept: list them, show one, compare two (only what flips)',
  options: [
    {
      flags: '--format <kind>',
      about: 'how to show; a list and a comparison as pretty or json',
      choices: ['pretty', 'json', 'junit', 'markdown', 'html'],
      default: 'pretty',
    },
  ],
  examples: [
    'polity runs',
    'polity runs show latest --format html > run.html',
    'polity runs compare 2026-03-20',
    'polity runs compare latest',
  ],
  run: async call => (await import('../evals/all.ts')).runners.runs(call),
};
