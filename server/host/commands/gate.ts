import type { Command } from './command.ts';
import { runOptions } from './eval.ts';

export const gate: Command = {
  name: 'gate',
  arguments: '<name> [paths...]',
  summary: 'a gate of a model spec: may this version go out?',
  options: [...runOptions, { flags: '--format <kind>', about: 'how to report', choices: ['pretty', 'json'], default: 'pretty' }],
  examples: ['polity gate release', 'polity gate release clinic.modelspec --replay only --format json'],
  run: async call => (await import('../evals/all.ts')).runners.gate(call),
};
