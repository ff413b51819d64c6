// Files from the disk, for a server that is a process of its own.

import path from 'node:path';
import fastGlob from 'fast-glob';
import { URI } from 'vscode-uri';
import { isInside, leadsOut, readText } from '../files.ts';
import { measurementsIn } from '../measured.ts';
import type { Source } from './sources.ts';

const wanted = ['**/*.{constitution,modelspec,md,markdown}', '**/polity.config.json'];
const passedOver = ['**/node_modules/**', '**/.git/**'];

export const diskSource: Source = {
  measured: folder => {
    const root = pathOf(folder);
    return root === undefined ? [] : measurementsIn(root);
  },
  list: async folder => {
    const cwd = pathOf(folder);
    if (cwd === undefined) return [];
    const files = await fastGlob(wanted, { cwd, ignore: passedOver, absolute: true, followSymbolicLinks: false, suppressErrors: true });
    return files.map(file => URI.file(path.normalize(file)).toString());
  },
  read: async (uri, root) => {
    const [file, folder] = [pathOf(uri), pathOf(root)];
    if (file === undefined || folder === undefined) return { kind: 'absent', message: 'it is no file on this machine' };
    if (!isInside(folder, file))
      return { kind: 'absent', message: 'it lies outside of the workspace, and a spec imports only from inside' };
    if (leadsOut(folder, file))
      return { kind: 'absent', message: 'a symbolic link leads out of the workspace, and a spec imports only from inside' };
    const reading = readText(file);
    return reading.kind === 'text' ? { kind: 'text', text: reading.text } : { kind: 'absent', message: reading.why };
  },
};

function pathOf(uri: string): string | undefined {
  const parsed = URI.parse(uri);
  return parsed.scheme === 'file' ? parsed.fsPath : undefined;
}
