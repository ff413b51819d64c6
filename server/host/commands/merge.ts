import type { Command } from './command.ts';

export const mergeCommand: Command = {
  name: 'merge',
  arguments: '<base> <ours> <theirs>',
  summary: 'merge two versions of a spec by declaration and statement, as a git merge driver: the result takes the place of OURS',
  options: [
    { flags: '--path <file>', about: 'where the spec stands in the repository: what its imports are relative to' },
    { flags: '--marker-size <characters>', about: 'how long the marks around a conflict are', number: true, default: '7' },
  ],
  examples: ['polity merge base.constitution ours.constitution theirs.constitution'],
  run: async call => (await import('../merging.ts')).mergeFiles(call),
};
