// The entry of the GitHub Action (action.yml).

import type { Surroundings } from './review.ts';

const surroundings: Omit<Surroundings, 'run'> = {
  // The step itself stands elsewhere, so that nothing in the repository has a say in what runs.
  cwd: process.env.POLITY_CWD || process.cwd(),
  env: process.env,
  write: text => void process.stdout.write(text),
};

void (async () => {
  const [{ review }, { run }] = [await import('./review.ts'), await import('../program.ts')];
  process.exitCode = await review({ ...surroundings, run });
})();
