import { nearest } from '../../../grammar/names.ts';
import { bash } from '../completions/bash.ts';
import { fish } from '../completions/fish.ts';
import { powershell } from '../completions/powershell.ts';
import { vocabularyOf } from '../completions/vocabulary.ts';
import { zsh } from '../completions/zsh.ts';
import { refusal } from '../refusal.ts';
import type { Command } from './command.ts';

const shells = new Map([
  ['bash', bash],
  ['zsh', zsh],
  ['fish', fish],
  ['powershell', powershell],
]);
const names = [...shells.keys()];

export const completion: Command = {
  name: 'completion',
  arguments: '<shell>',
  summary: `completion for ${names.join(', ')}`,
  options: [],
  examples: ['polity completion bash >> ~/.bashrc', 'polity completion fish | source', 'polity completion powershell >> $PROFILE'],
  words: () => names,
  run: async call => {
    const name = call.args[0]!;
    const write = shells.get(name.toLowerCase());
    if (!write) {
      const near = nearest(name, names);
      throw refusal(
        `there is no completion for ${name}; ${near === undefined ? `there is for ${names.join(', ')}` : `did you mean ${near}?`}`,
      );
    }
    call.world.stdout.write(write(vocabularyOf(call.commands)));
    return 0;
  },
};
