// The examples that come with Polity, by file.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const examplesFolder = path.join(import.meta.dirname, '..', '..', 'examples');

export const exampleTexts = (): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(examplesFolder)
      .filter(file => /\.(?:constitution|modelspec)$/.test(file))
      .sort()
      .map(file => [file, readFileSync(path.join(examplesFolder, file), 'utf8')]),
  );
