// A git repository in a folder of its own, made by the real git.

import { execFileSync } from 'node:child_process';
import { type Place, place } from './call.ts';

export interface TestRepository extends Place {
  /** What git prints. Throws what it says where it fails. */
  readonly git: (...words: string[]) => string;
  /** Commits all that is there; the id. */
  readonly commit: (message: string) => string;
}

const still = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'A. Author',
  GIT_AUTHOR_EMAIL: 'author@example.org',
  GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
  GIT_COMMITTER_NAME: 'A. Author',
  GIT_COMMITTER_EMAIL: 'author@example.org',
  GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
};

export function repository(files: Readonly<Record<string, string | Uint8Array>> = {}): TestRepository {
  const made = place(files);
  const git = (...words: string[]) =>
    execFileSync('git', words, {
      cwd: made.folder,
      encoding: 'utf8',
      env: { ...process.env, ...still },
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  git('init', '-q', '-b', 'main');
  const commit = (message: string) => {
    git('add', '-A');
    git('commit', '-q', '--allow-empty', '-m', message);
    return git('rev-parse', 'HEAD');
  };
  return { ...made, git, commit };
}
