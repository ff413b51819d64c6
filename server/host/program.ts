// The `polity` command: words → a call → an exit status (interfaces.md §1).

import path from 'node:path';
import { Command as Commander, CommanderError, Option as CommanderOption, InvalidArgumentError } from 'commander';
import { nearest } from '../../grammar/names.ts';
import { harmless } from '../reporting/terminal.ts';
import { commands } from './commands/all.ts';
import type { Call, Command, Exit, Option } from './commands/command.ts';
import { openProject } from './opening.ts';
import { packageVersion } from './package.ts';
import type { Project } from './project.ts';
import { exitOf, isRefusal } from './refusal.ts';
import { processWorld, type World } from './world.ts';

export async function main(): Promise<void> {
  process.exitCode = await run(process.argv.slice(2), processWorld());
}

/** Never throws. */
export async function run(words: readonly string[], world: World): Promise<Exit> {
  const complain = (line: string) => world.stderr.write(`polity: ${harmless(line)}\n`);
  try {
    return await dispatch(words, world, complain);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : wrongCall(error, complain);
    if (isRefusal(error)) {
      complain(error.message);
      return exitOf(error);
    }
    world.stderr.write(failureReport(error, words));
    return 3;
  }
}

async function dispatch(words: readonly string[], world: World, complain: (line: string) => void): Promise<Exit> {
  if (words[0] === '--version' || words[0] === '-V') {
    world.stdout.write(`${packageVersion()}\n`);
    return 0;
  }
  // Elsewhere `--` only ends the options, which commander knows.
  const dashes = commands.some(({ name, takesRest }) => takesRest && words.includes(name)) ? words.indexOf('--') : -1;
  const rest = dashes < 0 ? [] : words.slice(dashes + 1);
  const before = dashes < 0 ? words : words.slice(0, dashes);
  let exit: Promise<Exit> | undefined;
  const program = programOf(world, before, (command, args, options) => {
    exit = command.run(callOf({ args, rest, options, world, complain }));
  });
  if (before.length === 0) {
    world.stderr.write(program.helpInformation());
    return 2;
  }
  program.parse([...before], { from: 'user' });
  return exit === undefined ? 0 : await exit;
}

type Start = (command: Command, args: readonly string[], options: Readonly<Record<string, unknown>>) => void;

function programOf(world: World, words: readonly string[], start: Start): Commander {
  const program = new Commander('polity')
    .description('Write, check, try out and review AI constitutions and model specs.')
    .option('--cwd <dir>', 'work as if called in this folder')
    .option('--config <file>', 'the configuration, in place of the nearest polity.config.json')
    .option('--quiet', 'nothing but what was asked for: no progress, no summary')
    .addOption(optionOf({ flags: '--color <when>', about: 'colours', choices: ['auto', 'always', 'never'], default: 'auto' }))
    .option('-V, --version', 'the version')
    .exitOverride()
    .showSuggestionAfterError(false)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: text => world.stdout.write(text),
      writeErr: text => world.stderr.write(text),
      outputError: () => undefined,
    })
    .addHelpText(
      'after',
      '\nEvery command: polity help COMMAND. Exit status: 0 holds, 1 does not, 2 wrong call, 3 Polity failed, 130 interrupted.',
    );
  // A start should be short: commands that no word names are there by name alone.
  const named = commands.filter(({ name }) => words.includes(name));
  for (const command of commands) {
    if (named.length === 0 || named.includes(command)) addCommand(program, command, start);
    else program.command(command.name).description(command.summary);
  }
  return program;
}

function addCommand(program: Commander, command: Command, start: Start): void {
  const sub = program.command(`${command.name} ${command.arguments}`.trim()).description(command.summary);
  for (const option of command.options) sub.addOption(optionOf(option));
  const examples = command.examples.map(example => `  $ ${example}`).join('\n');
  sub
    .copyInheritedSettings(program)
    .addHelpText('after', `\n${command.examples.length > 1 ? 'Examples' : 'Example'}:\n${examples}`)
    .action(() => start(command, sub.args, sub.optsWithGlobals()));
}

function optionOf({ flags, about, choices, default: preset, repeatable, number }: Option): CommanderOption {
  const option = new CommanderOption(flags, choices ? `${about} (${choices.join(', ')})` : about);
  if (preset !== undefined) option.default(preset);
  if (choices) option.argParser((word: string) => chosen(word, choices));
  if (repeatable) option.argParser((word: string, before: string[] | undefined) => [...(before ?? []), word]);
  if (number) option.argParser(wholeNumber);
  return option;
}

function chosen(word: string, choices: readonly string[]): string {
  if (choices.includes(word)) return word;
  throw new InvalidArgumentError(meant(word, choices) ?? `there are ${choices.join(', ')}.`);
}

function wholeNumber(word: string): number {
  if (/^[1-9]\d{0,8}$/.test(word)) return Number(word);
  throw new InvalidArgumentError('a whole number of at least 1 is needed.');
}

const meant = (word: string, known: readonly string[]): string | undefined => {
  const near = nearest(word, known);
  return near && `did you mean ${near}?`;
};

/** One line, with the nearest word that would have been right. */
function wrongCall(error: CommanderError, complain: (line: string) => void): Exit {
  if (error.code === 'commander.help') return 2;
  const message = error.message
    .replace(/^error: /, '')
    .replace(' is invalid. ', ' is invalid; ')
    .replace(/\s*\n\s*/g, ' ');
  complain(`${message.replace(/\.$/, '')}${suggestion(error, message)}`);
  return 2;
}

function suggestion({ code }: CommanderError, message: string): string {
  const word = /'([^']*)'/.exec(message)?.[1] ?? '';
  if (code === 'commander.unknownCommand')
    return `; ${
      meant(
        word,
        commands.map(({ name }) => name),
      ) ?? '`polity --help` lists the commands'
    }`;
  if (code !== 'commander.unknownOption') return '';
  return `; ${meant(word, longOptions) ?? '`--help` lists the options'}`;
}

/** Of all commands: an option that belongs to another one is still the nearest word. */
const longOptions = [
  ...new Set([
    ...commands.flatMap(({ options }) => options.map(({ flags }) => /--[a-z-]+/.exec(flags)![0])),
    '--cwd',
    '--config',
    '--quiet',
    '--color',
    '--help',
    '--version',
  ]),
];

interface Parts {
  readonly args: readonly string[];
  readonly rest: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly world: World;
  readonly complain: (line: string) => void;
}

function callOf(parts: Parts): Call {
  const { args, rest, options, world, complain } = parts;
  const quiet = options.quiet === true;
  const cwd = path.resolve(world.cwd, String(options.cwd ?? '.'));
  let project: Promise<Project> | undefined;
  return {
    args,
    rest,
    options,
    world,
    commands,
    quiet,
    color: inColor(String(options.color), world),
    project: () => (project ??= openProject(cwd, options.config as string | undefined)),
    reopened: () => callOf(parts),
    complain,
    note: line => (quiet ? undefined : complain(line)),
  };
}

/** https://no-color.org and https://force-color.org, where the call does not say. */
function inColor(when: string, { env, stdout }: World): boolean {
  if (when !== 'auto') return when === 'always';
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
  return stdout.terminal && env.TERM !== 'dumb';
}

function failureReport(error: unknown, words: readonly string[]): string {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [
    'polity: Polity itself failed; this is a mistake in Polity and not in your files.',
    'Please report it at https://github.com/polity-lang/polity/issues with these lines and, if you may, the file that it happens with:',
    `polity ${packageVersion()} · node ${process.version} · ${process.platform} ${process.arch} · polity ${words.join(' ')}`,
    what,
    '',
  ].join('\n');
}
