// `polity init --git`: which files are specs stands in `.gitattributes`, for all; what merges them in the repository's own configuration.

import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Call, Exit } from './commands/command.ts';
import { leadsOut, readText, writeAtomically } from './files.ts';
import { configure, repositoryAt } from './git.ts';
import { refusal } from './refusal.ts';

const patterns = ['*.constitution', '*.modelspec'];

/**
 * One line of POSIX sh, as git runs it; git itself puts quotes around what it fills in. A driver that fails leaves our side in the file
 * and no mark of theirs, so where polity did not merge (it is not installed here, say), git does, by lines and with markers.
 */
const driver = [
  'polity merge --marker-size=%L --path=%P -- %O %A %B',
  's=$?',
  'test $s -le 1 && exit $s',
  "echo 'polity did not run, so this spec is merged line by line' >&2",
  'git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B || exit 1',
].join('; ');

export async function setUpDriver(call: Call): Promise<Exit> {
  const { cwd } = await call.project();
  const repository = repositoryAt(cwd);
  if (!repository) throw refusal('this folder stands in no git repository; `git init` makes one');
  const file = path.join(repository.root, '.gitattributes');
  if (leadsOut(repository.root, file)) throw refusal('.gitattributes: a symbolic link leads out of the repository; nothing was written');
  const reading = existsSync(file) ? readText(file) : undefined;
  if (reading && reading.kind !== 'text') throw refusal(`.gitattributes: ${reading.why}`);
  const before = reading?.text ?? '';
  const missing = patterns.filter(pattern => !before.split(/\r?\n/).some(line => line.startsWith(`${pattern} `) && /\bmerge=/.test(line)));
  if (missing.length > 0) {
    const gap = before === '' || before.endsWith('\n') ? '' : '\n';
    writeAtomically(file, `${before}${gap}${missing.map(pattern => `${pattern} merge=polity\n`).join('')}`);
    call.world.stdout.write('.gitattributes\n');
  }
  configure(repository, 'merge.polity.name', 'specs by declaration and statement');
  configure(repository, 'merge.polity.driver', driver);
  call.note('specs merge with `polity merge` here; commit .gitattributes, and have everybody call `polity init --git` once');
  if (!isOnPath(call.world.env.PATH ?? ''))
    call.complain(
      '`polity` is not on the PATH here, so git merges specs line by line until it is: `npm install --global polity` puts it there',
    );
  return 0;
}

/** What npm and npx put on the PATH while they run is gone when git merges. */
const isOnPath = (searched: string): boolean =>
  searched
    .split(path.delimiter)
    .filter(folder => folder !== '' && !/node_modules[\\/]\.bin[\\/]?$/.test(folder))
    .some(folder => ['polity', 'polity.cmd'].some(name => existsSync(path.join(folder, name))));
