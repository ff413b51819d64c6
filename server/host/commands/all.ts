import { check } from './check.ts';
import type { Command } from './command.ts';
import { compile } from './compile.ts';
import { completion } from './completion.ts';
import { diff } from './diff.ts';
import { doctor } from './doctor.ts';
import { evalCommand } from './eval.ts';
import { explain } from './explain.ts';
import { fmt } from './fmt.ts';
import { gate } from './gate.ts';
import { importCommand } from './import.ts';
import { init } from './init.ts';
import { landscape } from './landscape.ts';
import { lsp } from './lsp.ts';
import { measure } from './measure.ts';
import { mergeCommand } from './merge.ts';
import { runs } from './runs.ts';
import { when } from './when.ts';

/** In the order of `polity --help`. */
export const commands: readonly Command[] = [
  check,
  fmt,
  when,
  diff,
  mergeCommand,
  landscape,
  evalCommand,
  gate,
  runs,
  measure,
  explain,
  compile,
  importCommand,
  init,
  doctor,
  lsp,
  completion,
];
