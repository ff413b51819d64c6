// What a command is: a plain object in a file of its own. What is heavy is imported when it runs, not before.

import type { Project } from '../project.ts';
import type { World } from '../world.ts';

/** 0: what was asked holds. 1: it does not. 2: the call was wrong. 3: Polity failed. 130: interrupted. */
export type Exit = 0 | 1 | 2 | 3 | 130;

export interface Command {
  readonly name: string;
  /** As `commander` has them: `<file>` is needed, `[paths...]` may be left out and may be many. */
  readonly arguments: string;
  /** One line, an imperative. */
  readonly summary: string;
  readonly options: readonly Option[];
  readonly examples: readonly string[];
  /** What stands after `--` is something else than arguments: it comes as `rest`. */
  readonly takesRest?: true;
  readonly run: (call: Call) => Promise<Exit>;
  /** Where the arguments are of a few words only: for completion. */
  readonly words?: () => readonly string[];
}

export interface Option {
  /** `--format <kind>`, with a short form before it where there is one. */
  readonly flags: string;
  readonly about: string;
  readonly choices?: readonly string[];
  readonly default?: string;
  /** May be given several times; its value is a list. */
  readonly repeatable?: boolean;
  /** Its value is a whole number of at least 1. */
  readonly number?: boolean;
}

export interface Call {
  readonly args: readonly string[];
  /** What stands after `--`, where the command takes it apart from `args`. */
  readonly rest: readonly string[];
  /** By long name in camel case, as `commander` gives them. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly world: World;
  /** All that there are. */
  readonly commands: readonly Command[];
  readonly quiet: boolean;
  readonly color: boolean;
  /** Opened at the first asking; a refusal where folder or configuration are not as they should be. */
  readonly project: () => Promise<Project>;
  /** The same call with the project to be opened anew. */
  readonly reopened: () => Call;
  /** One line to standard error: `polity: …`. */
  readonly complain: (line: string) => void;
  /** As `complain`, for what is good to know; silent under `--quiet`. */
  readonly note: (line: string) => void;
}
