// What a job on GitHub tells of itself: its environment, and the file that describes the event.

import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { nearest } from '../../../grammar/names.ts';
import { severities } from '../../reporting/report.ts';
import { failingChanges } from '../commands/diff.ts';
import { refusal } from '../refusal.ts';

const sha = z.string().regex(/^[0-9a-f]{40,64}$/);

const eventShape = z.looseObject({
  before: z.string().optional(),
  pull_request: z
    .looseObject({
      number: z.int().positive(),
      base: z.looseObject({ sha }),
      head: z.looseObject({ sha, repo: z.looseObject({ full_name: z.string() }).nullable() }),
    })
    .optional(),
});

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Job {
  readonly inputs: Inputs;
  /** `owner/name`. */
  readonly repository: string;
  readonly api: string;
  readonly token?: string;
  readonly ref: string;
  readonly sha: string;
  /** Revisions to compare; nothing where the event has no older one. */
  readonly compared?: { readonly old: string; readonly now: string };
  readonly pull?: { readonly number: number; readonly fork: boolean; readonly headSha: string; readonly target: boolean };
  readonly summaryFile?: string;
  readonly outputFile?: string;
}

export interface Inputs {
  readonly paths: readonly string[];
  readonly failOn: string;
  readonly failOnChange: (typeof failingChanges)[number];
  readonly baseline?: string;
  readonly evals: boolean;
  readonly gate?: string;
  readonly comment: boolean;
  /** `check`, `diff` or both. */
  readonly only?: 'check' | 'diff';
  readonly sarif: boolean;
}

/** Throws what is wrong with the environment or the event, in a sentence. */
export function jobOf(env: Environment): Job {
  const repository = env.GITHUB_REPOSITORY ?? '';
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) throw new Error('GITHUB_REPOSITORY does not name a repository: this runs as a GitHub Action');
  const event = eventOf(env.GITHUB_EVENT_PATH);
  const target = env.GITHUB_EVENT_NAME === 'pull_request_target';
  const { pull_request: pull, before } = event;
  const token = env.POLITY_TOKEN;
  return {
    inputs: inputsOf(env),
    repository,
    api: (env.GITHUB_API_URL ?? 'https://api.github.com').replace(/\/$/, ''),
    ref: env.GITHUB_REF ?? '',
    sha: env.GITHUB_SHA ?? '',
    ...(token && { token }),
    // What GitHub checks out for a pull request is its merge with the base, so HEAD is what would come of it.
    ...(pull && { compared: { old: pull.base.sha, now: target ? pull.head.sha : 'HEAD' } }),
    ...(!pull && before !== undefined && /^[0-9a-f]*[1-9a-f][0-9a-f]*$/.test(before) && { compared: { old: before, now: 'HEAD' } }),
    ...(pull && {
      pull: { number: pull.number, fork: pull.head.repo?.full_name !== repository, headSha: pull.head.sha, target },
    }),
    ...(env.GITHUB_STEP_SUMMARY && { summaryFile: env.GITHUB_STEP_SUMMARY }),
    ...(env.GITHUB_OUTPUT && { outputFile: env.GITHUB_OUTPUT }),
  };
}

function eventOf(file: string | undefined): z.infer<typeof eventShape> {
  if (!file) return {};
  const result = eventShape.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0]!;
  throw new Error(`the event file is not as GitHub writes it: ${path.join('.')}: ${message}`);
}

/** A gate that is asked for in words nobody understands is refused: a green job would say that it held. */
function inputsOf(env: Environment): Inputs {
  const input = (name: string) => env[`POLITY_${name}`]?.trim() || undefined;
  const among = <Word extends string>(name: string, words: readonly Word[]): Word | undefined => {
    const given = input(name);
    const found = words.find(word => word === given?.toLowerCase());
    if (given !== undefined && found === undefined) throw notUnderstood(name, given, words);
    return found;
  };
  const [only, baseline, gate] = [among('ONLY', ['check', 'diff']), input('BASELINE'), input('GATE')];
  return {
    paths: (input('PATHS') ?? '')
      .split('\n')
      .map(line => line.trim())
      .filter(line => line !== ''),
    failOn: among('FAIL_ON', [...severities, 'never']) ?? 'error',
    failOnChange: among('FAIL_ON_CHANGE', failingChanges) ?? 'never',
    ...(baseline !== undefined && { baseline }),
    ...(gate !== undefined && { gate }),
    ...(only !== undefined && { only }),
    evals: among('EVALS', switches) === 'true',
    comment: among('COMMENT', switches) !== 'false',
    sarif: among('SARIF', switches) === 'true',
  };
}

const switches = ['true', 'false'] as const;

/** By the name that the input has in a workflow. */
function notUnderstood(name: string, given: string, words: readonly string[]): Error {
  const near = nearest(given, words);
  const meant = near === undefined ? '.' : `; did you mean ${near}?`;
  const input = name.toLowerCase().replaceAll('_', '-');
  return refusal(`\`${input}: ${given}\` is not understood${meant} It may be ${words.join(', ')}.`);
}
