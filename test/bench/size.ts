// What is downloaded and what is loaded: the packaged extension, and the bundles that the editor and the command begin with.

import { readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { packageExtension } from '../vscode/vsix.ts';
import type { Benchmark, Row } from './benchmark.ts';

const dist = path.join(import.meta.dirname, '..', '..', 'dist');

/** What begins, and what it cannot begin without. */
const loaded: Readonly<Record<string, readonly string[]>> = {
  'the extension, before its server': ['extension.cjs'],
  'the language server': ['server.cjs', 'core.cjs'],
  'the language server on the web': ['server.browser.js'],
  'polity check': ['polity.cjs', 'program.cjs', 'core.cjs', 'config.cjs', 'search.cjs'],
  'the page Preview': ['preview.js'],
  'the page Read': ['read.js'],
  'the page Landscape': ['landscape.js'],
  'the page Values Map': ['values.js'],
};

async function run(): Promise<Row[]> {
  const packed = await packageExtension(path.join(os.tmpdir(), `polity-${process.pid}.vsix`));
  const vsix = statSync(packed).size / 1024;
  rmSync(packed);
  const bundles = Object.entries(loaded).map(([what, files]): Row => {
    const bytes = Buffer.concat(files.map(file => readFileSync(path.join(dist, file))));
    return { what: `${what} (zipped ${(gzipSync(bytes).length / 1024).toFixed(0)} KB)`, figure: bytes.length / 1024, unit: 'KB' };
  });
  return [{ what: 'polity.vsix', figure: vsix, unit: 'KB', mark: '2,560 KB' }, ...bundles];
}

export const weighing: Benchmark = { name: 'size', title: 'Sizes', run };
