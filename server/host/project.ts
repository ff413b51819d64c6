// Where a command works: the folder it was called in, the workspace around it, and its configuration. The language server reads
// this in browsers too: nothing of Node here.

import type { Config } from './config.ts';

export const configName = 'polity.config.json';

export interface Project {
  /** The folder that was called in. Absolute and real. */
  readonly cwd: string;
  /** The folder of the configuration, else `cwd`. Absolute and real. Imports stay inside. */
  readonly root: string;
  readonly configFile?: string;
  readonly config: Config;
}
