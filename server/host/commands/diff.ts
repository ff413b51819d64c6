import type { Command } from './command.ts';

/** Changes in meaning that a review may be told to fail on. */
export const failingChanges = ['looser', 'conflicts', 'never'] as const;

export const diff: Command = {
  name: 'diff',
  arguments: '<old> [new]',
  summary: 'what changed in meaning between two versions: git revisions, files or folders; without the second, to what is here now',
  options: [
    { flags: '--format <kind>', about: 'how to report', choices: ['pretty', 'json', 'markdown'], default: 'pretty' },
    { flags: '--fail-on <change>', about: 'what makes the exit status 1', choices: failingChanges, default: 'never' },
  ],
  examples: [
    'polity diff HEAD~1',
    'polity diff main...HEAD --format markdown',
    'polity diff before.constitution after.constitution',
    'polity diff ../released specs --format markdown -- clinic.modelspec',
  ],
  takesRest: true,
  run: async call => (await import('../comparing.ts')).compare(call),
};
