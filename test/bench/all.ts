import { activating } from './activation.ts';
import type { Benchmark } from './benchmark.ts';
import { checking } from './check.ts';
import { differing } from './diff.ts';
import { keystroke } from './keystroke.ts';
import { remembering } from './memory.ts';
import { ruling } from './norms.ts';
import { parsing } from './parse.ts';
import { starting } from './process.ts';
import { serving } from './server.ts';
import { weighing } from './size.ts';

export const benchmarks: readonly Benchmark[] = [
  parsing,
  checking,
  keystroke,
  starting,
  serving,
  activating,
  ruling,
  differing,
  remembering,
  weighing,
];
