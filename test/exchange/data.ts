// Real documents that lie beside the project and are no part of it.

import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../../shared/data');

/** The paths of the files in a folder of the data with one of these endings; none where the data is not there. */
export function dataFiles(folder: string, ending: RegExp): string[] {
  const where = path.join(root, folder);
  return fs.existsSync(where)
    ? fs
        .readdirSync(where)
        .filter(name => ending.test(name))
        .sort()
        .map(name => path.join(where, name))
    : [];
}

export const textOfFile = (file: string): string => fs.readFileSync(file, 'utf8');

/** What an importer is given for a file on disk, with `examples/` beside it. */
export function sourceOf(file: string) {
  const folder = path.dirname(file);
  const examples = path.join(folder, 'examples');
  const filesBeside = fs.existsSync(examples) ? fs.readdirSync(examples).map(name => `examples/${name}`) : [];
  return {
    file: path.basename(file),
    text: textOfFile(file),
    filesBeside,
    beside: (name: string) => (filesBeside.includes(name) ? textOfFile(path.join(folder, name)) : undefined),
  };
}

/** One test for each file, or one pending test that says what is missing. */
export function forEachFile(folder: string, ending: RegExp, test: (file: string) => void): void {
  const files = dataFiles(folder, ending);
  if (files.length === 0) it(`left out: ../shared/data/${folder} is not here`);
  for (const file of files) {
    it(path.basename(file), function () {
      this.timeout(60_000);
      test(file);
    });
  }
}

/** The text of a fixture; with UPDATE=1 it becomes `actual` first. */
export function expected(name: string, actual: string): string {
  const file = path.join(import.meta.dirname, 'fixtures', name);
  if (process.env.UPDATE) fs.writeFileSync(file, actual);
  return fs.readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
}
