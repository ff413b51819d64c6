// Reads the objects of a git repository, and nothing else of it: no checkout, no shell, no hook, no option made of a name.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { decoded, largestFile, type Reading, slashed } from './files.ts';
import { refusal } from './refusal.ts';

export interface Repository {
  /** The folder of its working tree. Absolute and real. */
  readonly root: string;
}

/** A version of all files: a commit, or a bare tree. */
export interface Revision {
  /** As it was asked for. */
  readonly named: string;
  readonly id: string;
}

/** What the parent set for its own repository (a hook, an alias) is not ours; where configuration is found may stay. */
const environment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^GIT_(?!CONFIG|CEILING_|DISCOVERY_|SSL_|NO_LAZY_FETCH|ALLOW_PROTOCOL)/i.test(name)),
  ),
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  // A folder may be called as a pattern is written.
  GIT_LITERAL_PATHSPECS: '1',
});

/**
 * Files of a commit may be laid out as a bare repository, with a configuration that names programs: git would take such a folder for
 * the repository, and start them. A repository is one with a `.git`.
 */
const own = ['-c', 'safe.bareRepository=explicit'];

// On Windows a program is looked for in the folder that it works in first, which is what others wrote.
if (process.platform === 'win32') process.env.NoDefaultCurrentDirectoryInExePath ??= '1';

interface Answer {
  readonly ok: boolean;
  readonly status: number;
  readonly out: Buffer;
  /** What it said of its trouble, on one line. */
  readonly said: string;
}

const mostOutput = 1024 * 1024 * 1024;

/** Runs git and waits for it; throws a refusal where there is none. */
export function asked(cwd: string, words: readonly string[], input = ''): Answer {
  const { error, status, stdout, stderr } = spawnSync('git', [...own, ...words], {
    cwd,
    input,
    env: environment(),
    maxBuffer: mostOutput,
    windowsHide: true,
  });
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') throw refusal('this needs git, which is not installed here');
  if (error) throw error;
  return {
    ok: status === 0,
    status: status ?? -1,
    out: stdout,
    said: stderr
      .toString('utf8')
      .trim()
      .split('\n')[0]!
      .replace(/^fatal: /, ''),
  };
}

export const line = ({ out }: Answer): string => out.toString('utf8').replace(/\r?\n$/, '');

/** The repository that a folder stands in; undefined where there is none. */
export function repositoryAt(folder: string): Repository | undefined {
  const found = asked(folder, ['rev-parse', '--show-toplevel']);
  if (found.ok && line(found) !== '') return { root: realpathSync(line(found)) };
  if (found.ok || /not a git repository|must be run in a work tree/.test(found.said)) return undefined;
  throw refusal(`git does not read the repository here: ${found.said}`);
}

/** Undefined where the name means nothing there; never an option, whatever it looks like. */
export function revisionIn({ root }: Repository, named: string): Revision | undefined {
  if (named === '' || named.startsWith('-') || /[\0\n]/.test(named)) return undefined;
  for (const type of ['commit', 'tree']) {
    const found = asked(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${named}^{${type}}`]);
    if (found.ok) return { named, id: line(found) };
  }
  return undefined;
}

/** Why a revision is not there, in words that follow its name. */
export function whyAbsent({ root }: Repository): string {
  const shallow = line(asked(root, ['rev-parse', '--is-shallow-repository'])) === 'true';
  return shallow
    ? 'is not in this clone, which is shallow: it holds only the newest commits. `git fetch --unshallow` brings the others (on GitHub: `fetch-depth: 0` for actions/checkout)'
    : 'is no revision, file or folder here';
}

/** The newest commit that both come from; undefined where they share no history, or this clone does not hold it. */
export function commonAncestor({ root }: Repository, one: Revision, other: Revision): Revision | undefined {
  const found = asked(root, ['merge-base', one.id, other.id]);
  const [id] = line(found).split('\n');
  return found.ok && id ? { named: `the merge base of ${one.named} and ${other.named}`, id } : undefined;
}

/** The same, where it is needed: throws a refusal where there is none. */
export function mergeBase(repository: Repository, one: Revision, other: Revision): Revision {
  const found = commonAncestor(repository, one, other);
  if (found) return found;
  const shallow = line(asked(repository.root, ['rev-parse', '--is-shallow-repository'])) === 'true';
  const why = shallow
    ? whyAbsent(repository).replace('is not', 'is, if anywhere, not')
    : 'is nowhere: they share no history, so compare them as `OLD NEW`';
  throw refusal(`a common ancestor of ${one.named} and ${other.named} ${why}`);
}

/** Regular files of a revision by path from the root, with the ids of their contents; no submodules, no symbolic links. */
export function filesIn({ root }: Repository, { id, named }: Revision, folder: string): ReadonlyMap<string, string> {
  const found = asked(root, ['ls-tree', '-r', '-z', '--full-tree', id, ...(folder === '' ? [] : ['--', `${folder}/`])]);
  if (!found.ok) throw refusal(`${named}: git does not list its files: ${found.said}`);
  const files = new Map<string, string>();
  for (const entry of found.out.toString('utf8').split('\0')) {
    const parts = /^100\d{3} blob ([0-9a-f]+)\t(.+)$/s.exec(entry);
    if (parts) files.set(parts[2]!, parts[1]!);
  }
  return files;
}

/** Of files on disk those that a commit could hold: none that git ignores, none of a repository in a folder of this one. */
export function committable(repository: Repository, files: readonly string[]): readonly string[] {
  const inner = new Map<string, boolean>([[repository.root, false]]);
  const isInner = (folder: string): boolean => {
    const known = inner.get(folder);
    if (known !== undefined) return known;
    const found = existsSync(path.join(folder, '.git')) || isInner(path.dirname(folder));
    inner.set(folder, found);
    return found;
  };
  const own = files.filter(file => pathIn(repository, file) !== undefined && !isInner(path.dirname(file)));
  const paths = own.map(file => pathIn(repository, file)!);
  // It takes no literal paths; with `./` before it no name is read as a pattern.
  const words = ['--no-literal-pathspecs', '-c', 'core.fsmonitor=false', 'check-ignore', '-z', '--stdin'];
  const { ok, out } = asked(repository.root, words, paths.map(file => `./${file}\0`).join(''));
  const ignored = new Set(ok ? out.toString('utf8').split('\0') : []);
  return own.filter((_, i) => !ignored.has(`./${paths[i]}`));
}

/** Where a path stands in the repository, with `/`; undefined outside. */
export function pathIn({ root }: Repository, absolute: string): string | undefined {
  const relative = path.relative(root, absolute);
  return relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative) ? undefined : slashed(relative);
}

export interface Objects {
  readonly read: (id: string) => Promise<Reading>;
  readonly close: () => void;
}

interface Waiting {
  readonly resolve: (reading: Reading) => void;
  readonly reject: (error: Error) => void;
}

/** One `git cat-file --batch` for all contents, started at the first question. */
export function objectsIn({ root }: Repository): Objects {
  let child: { readonly started: ChildProcess; readonly waiting: Waiting[] } | undefined;
  const start = () => {
    const waiting: Waiting[] = [];
    const started = spawn('git', [...own, 'cat-file', '--batch'], {
      cwd: root,
      env: environment(),
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    });
    const fail = () => {
      // What is asked after this is asked of another one.
      if (child?.started === started) child = undefined;
      for (const { reject } of waiting.splice(0))
        reject(
          refusal(
            'git ended before it had given all files: not all of them are in this clone, or `git fsck` says what is wrong with the repository',
          ),
        );
    };
    started.on('error', fail);
    started.on('close', fail);
    started.stdin!.on('error', fail);
    started.stdout!.on(
      'data',
      answersTo(reading => waiting.shift()?.resolve(reading)),
    );
    return { started, waiting };
  };
  return {
    read: id =>
      new Promise((resolve, reject) => {
        child ??= start();
        child.waiting.push({ resolve, reject });
        child.started.stdin!.write(`${id}\n`);
      }),
    close: () => child?.started.stdin?.end(),
  };
}

/** Takes the stream of answers apart: a line `ID TYPE SIZE`, so many bytes, a line end; or `ID missing`. What is too large is read past. */
function answersTo(give: (reading: Reading) => void): (chunk: Buffer) => void {
  let head = '';
  let left = -1;
  let size = 0;
  let pieces: Buffer[] = [];
  const headed = (text: string) => {
    const [, type, count] = text.split(' ');
    if (count === undefined || !/^\d+$/.test(count)) return give({ kind: 'absent', why: 'git does not have its content' });
    size = type === 'blob' ? Number(count) : Number.POSITIVE_INFINITY;
    left = Number(count) + 1;
  };
  const ended = () => {
    const content = Buffer.concat(pieces);
    pieces = [];
    left = -1;
    give(size > largestFile ? { kind: 'unfit', why: 'it is too large for a spec' } : decoded(content.subarray(0, size)));
  };
  return chunk => {
    let at = 0;
    while (at < chunk.length) {
      if (left < 0) {
        const end = chunk.indexOf(10, at);
        head += chunk.toString('latin1', at, end < 0 ? chunk.length : end);
        at = end < 0 ? chunk.length : end + 1;
        if (end < 0) continue;
        const text = head;
        head = '';
        headed(text);
      } else {
        const taken = Math.min(left, chunk.length - at);
        if (size <= largestFile) pieces.push(chunk.subarray(at, at + taken));
        at += taken;
        left -= taken;
        if (left === 0) ended();
      }
    }
  };
}

export interface MergedFiles {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

/** The merge by lines, as git itself would do it, and how many conflicts are in it; undefined where the files are no text. */
export function mergedByLines(
  cwd: string,
  { base, ours, theirs }: MergedFiles,
  size: number,
): { readonly text: Buffer; readonly conflicts: number } | undefined {
  const labels = ['ours', 'base', 'theirs'].flatMap(label => ['-L', label]);
  const { status, out } = asked(cwd, ['merge-file', '-p', '-q', `--marker-size=${size}`, ...labels, '--', ours, base, theirs]);
  return status < 0 || status > 127 ? undefined : { text: out, conflicts: status };
}

/** Writes to the configuration of this one repository. */
export function configure({ root }: Repository, name: string, value: string): void {
  const { ok, said } = asked(root, ['config', '--local', name, value]);
  if (!ok) throw refusal(`git does not take ${name}: ${said}`);
}
