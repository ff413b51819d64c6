// The words of the command line, as completion scripts need them.

import type { Command, Option } from '../commands/command.ts';

export interface Vocabulary {
  readonly commands: readonly CommandWords[];
  readonly options: readonly OptionWords[];
}

export interface CommandWords {
  readonly name: string;
  readonly about: string;
  readonly options: readonly OptionWords[];
  /** What the first argument may be; empty where it is a file. */
  readonly words: readonly string[];
}

export interface OptionWords {
  /** `--format` */
  readonly long: string;
  readonly about: string;
  /** `nothing` follows it, one of `choices`, or something else: a file most of the time. */
  readonly takes: 'nothing' | 'choice' | 'text';
  readonly choices: readonly string[];
}

const everywhere: readonly Option[] = [
  { flags: '--cwd <dir>', about: 'work as if called in this folder' },
  { flags: '--config <file>', about: 'the configuration' },
  { flags: '--quiet', about: 'nothing but what was asked for' },
  { flags: '--color <when>', about: 'colours', choices: ['auto', 'always', 'never'] },
  { flags: '--help', about: 'how to call it' },
];

export function vocabularyOf(commands: readonly Command[]): Vocabulary {
  return {
    options: everywhere.map(optionWords),
    commands: commands.map(({ name, summary, options, words }) => ({
      name,
      about: plain(summary),
      options: options.map(optionWords),
      words: words?.() ?? [],
    })),
  };
}

function optionWords({ flags, about, choices }: Option): OptionWords {
  const takes = choices ? 'choice' : flags.includes('<') ? 'text' : 'nothing';
  return { long: /--[a-z-]+/.exec(flags)![0], about: plain(about), takes, choices: choices ?? [] };
}

/** Without what the shells' quoting would trip over. */
const plain = (text: string) => text.replace(/[`'"$\\[\]:]/g, '');
