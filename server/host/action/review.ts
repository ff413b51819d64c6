// The job itself: runs the command, then tells the log, the summary, code scanning and the pull request.

import { appendFileSync } from 'node:fs';
import { differenceMarkdown } from '../../reporting/review-comment.ts';
import { type DifferenceJson, differenceShape } from '../../reporting/shapes.ts';
import { nothingToCompare } from '../pairs.ts';
import { exitOf, isRefusal } from '../refusal.ts';
import type { World } from '../world.ts';
import { type Api, keepComment, uploadSarif } from './github.ts';
import { type Environment, type Job, jobOf } from './job.ts';

export interface Surroundings {
  readonly cwd: string;
  readonly env: Environment;
  /** A line of the log; what GitHub takes for a command there comes from us alone. */
  readonly write: (text: string) => void;
  readonly run: (words: readonly string[], world: World) => Promise<number>;
  readonly patience?: number;
}

/** The exit status of the step. Never throws. */
export async function review(surroundings: Surroundings): Promise<number> {
  const { env, write } = surroundings;
  try {
    const job = jobOf(env);
    const parts: string[] = [];
    const statuses = [job.inputs.only === 'diff' ? 0 : await checked(surroundings, job, parts)];
    if (job.inputs.only !== 'check') statuses.push(await compared(surroundings, job, parts));
    if (job.inputs.evals)
      statuses.push(await told(surroundings, ['eval', '--replay', 'only', '--format', 'markdown', ...pathsOf(job)], parts));
    if (job.inputs.gate) statuses.push(await told(surroundings, ['gate', job.inputs.gate, '--replay', 'only'], parts, 'fenced'));
    if (job.summaryFile) appendFileSync(job.summaryFile, cut(parts.join('\n')));
    return Math.max(...statuses);
  } catch (error) {
    write(`::error title=Polity::${escaped(error instanceof Error ? error.message : String(error))}\n`);
    return isRefusal(error) ? exitOf(error) : 3;
  }
}

/** A path that looks like an option is one of the repository's files all the same. */
const pathsOf = ({ inputs }: Job): string[] => inputs.paths.map(path => (path.startsWith('-') ? `./${path}` : path));

/** A summary of a step has room for 1 MiB. */
const cut = (text: string): string => (text.length > 300_000 ? `${text.slice(0, 300_000)}\n\n…\n` : text);
const escaped = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

interface Outcome {
  readonly exit: number;
  readonly out: string;
  /** The last that it said of its trouble; empty where it said nothing. */
  readonly said: string;
}

async function command({ cwd, env, write, run }: Surroundings, words: readonly string[]): Promise<Outcome> {
  const pieces: string[] = [];
  let said = '';
  const say = (text: string) => {
    said = text;
    write(text.replace(/^(?=[\s\u0085]*::)/gm, '· ').replaceAll('##[', '## ['));
  };
  const { POLITY_TOKEN: _, ...rest } = env;
  const exit = await run(words, {
    cwd,
    env: rest,
    stdin: async () => new Uint8Array(),
    stdout: { write: text => void pieces.push(text), terminal: false },
    // Lines of ours begin with `polity:`, so none is a command to GitHub; whatever else comes is made so. Its older commands, `##[…]`,
    // may stand anywhere in a line.
    stderr: { write: say, terminal: false },
    interrupted: () => new AbortController().signal,
  });
  return { exit, out: pieces.join(''), said: said.trim().replace(/^polity: /, '') };
}

async function checked(surroundings: Surroundings, job: Job, parts: string[]): Promise<number> {
  const { inputs } = job;
  const words = (format: string) => [
    ...['check', '--format', format, '--fail-on', inputs.failOn, ...(format === 'github' ? [] : ['--quiet'])],
    ...(inputs.baseline ? ['--baseline', inputs.baseline] : []),
    ...pathsOf(job),
  ];
  const annotations = await command(surroundings, words('github'));
  surroundings.write(annotations.out);
  parts.push((await command(surroundings, words('markdown'))).out);
  const api = apiOf(surroundings, job);
  if (inputs.sarif && annotations.exit < 2) {
    if (!api || job.pull?.fork) note(surroundings, 'code scanning gets nothing: a fork’s pull request has no right to write there');
    else {
      const { out } = await command(surroundings, words('sarif'));
      await attempt(surroundings, 'code scanning', () => uploadSarif(api, { sarif: out, sha: job.sha, ref: job.ref }));
    }
  }
  return annotations.exit;
}

async function compared(surroundings: Surroundings, job: Job, parts: string[]): Promise<number> {
  if (!job.compared) {
    note(surroundings, 'this event has no older version to compare with');
    return 0;
  }
  const { old, now } = job.compared;
  const range = job.pull ? [`${old}...${now}`] : [old, now];
  const under = pathsOf(job).length > 0 ? ['--', ...pathsOf(job)] : [];
  const { exit, out, said } = await command(surroundings, [
    'diff',
    ...range,
    '--format',
    'json',
    '--fail-on',
    job.inputs.failOnChange,
    ...under,
  ]);
  if (exit > 2) return exit;
  // No spec in either version, and none was named: that is no failure of the change.
  if (exit === 2 && said === nothingToCompare) return 0;
  if (exit === 2) return notCompared(surroundings, job, said);
  const difference = differenceShape.parse(JSON.parse(out));
  const text = differenceMarkdown(difference);
  parts.push(text);
  if (job.outputFile) appendFileSync(job.outputFile, `verdict=${difference.verdict}\n`);
  await commented(surroundings, job, isSilent(difference) ? undefined : text);
  return difference.notCompared === undefined ? exit : Math.max(exit, notCompared(surroundings, job, difference.notCompared));
}

/** A gate that nobody evaluated did not hold; where none was asked for, that nothing was compared should still be seen. */
function notCompared({ write }: Surroundings, { inputs, pull }: Job, why: string): number {
  const asked = inputs.failOnChange !== 'never';
  const gate = asked ? `, so \`fail-on-change: ${inputs.failOnChange}\` was not evaluated` : '';
  const paths = why.startsWith(nothingToCompare) ? '. No spec of either version stands there: see to `paths`' : '';
  const forced = pull ? '' : '. Where a branch was pushed by force, no clone has what it was: compare by hand with `polity diff`';
  write(
    `::${asked ? 'error' : 'warning'} title=Polity::${escaped(`The versions were not compared${gate}: ${why.replace(/\.$/, '')}${paths || forced}.`)}\n`,
  );
  return asked ? 2 : 0;
}

function isSilent({ verdict, notCompared, conflicts, ...rest }: DifferenceJson): boolean {
  const { actions, principles, precedence, terms, definitions, evals, errors } = rest;
  const told = [actions, conflicts.introduced, conflicts.resolved, principles, precedence, terms, definitions, evals, errors];
  return verdict === 'same' && notCompared === undefined && told.every(({ length }) => length === 0);
}

async function commented(surroundings: Surroundings, job: Job, text: string | undefined): Promise<void> {
  const { pull, inputs } = job;
  if (!pull || !inputs.comment) return;
  const api = apiOf(surroundings, job);
  if (!api || (pull.fork && !pull.target)) {
    note(surroundings, 'no comment is written: a fork’s pull request has no right to; the summary of this job has what it would say');
    return;
  }
  await attempt(surroundings, 'the comment', async () => {
    note(surroundings, `the comment on #${pull.number}: ${await keepComment(api, pull.number, text)}`);
  });
}

const apiOf = ({ patience }: Surroundings, { api, repository, token }: Job): Api | undefined =>
  token === undefined ? undefined : { address: api, repository, token, ...(patience !== undefined && { patience }) };

/** What GitHub does not take is a warning: the specs are not to blame. */
async function attempt({ write }: Surroundings, what: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    write(
      `::warning title=Polity::${escaped(`${what} could not be written: ${error instanceof Error ? error.message : String(error)}`)}\n`,
    );
  }
}

const note = ({ write }: Surroundings, text: string): void => write(`polity: ${text}\n`);

async function told(surroundings: Surroundings, words: readonly string[], parts: string[], how?: 'fenced'): Promise<number> {
  const { exit, out } = await command(surroundings, words);
  parts.push(how === 'fenced' ? `\n\`\`\`\`\`text\n${out.replaceAll('`````', '````')}\`\`\`\`\`\n` : out);
  return exit;
}
