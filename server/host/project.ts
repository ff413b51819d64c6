// Where a command works: the folder it was called in, the workspace around it, and its configuration.

import path from 'node:path';
import type { Config } from './config.ts';
import { slashed } from './files.ts';

export const configName = 'polity.config.json';

export interface Project {
  /** The folder that was called in. Absolute and real. */
  readonly cwd: string;
  /** The folder of the configuration, else `cwd`. Absolute and real. Imports stay inside. */
  readonly root: string;
  readonly configFile?: string;
  readonly config: Config;
}

/** A path as reports show it: relative to the working folder, with `/`. */
export const shownFrom = ({ cwd }: Project, absolute: string): string => slashed(path.relative(cwd, absolute)) || '.';
