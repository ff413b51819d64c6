import { inspectModels } from './doctor.ts';
import { runEval } from './eval.ts';
import { runGate } from './gate.ts';
import { runMeasure } from './measure.ts';
import { runRuns } from './runs.ts';

/** What the commands around evals do. One module, so that it can be one bundle. */
export const runners = { doctor: inspectModels, eval: runEval, gate: runGate, measure: runMeasure, runs: runRuns } as const;
