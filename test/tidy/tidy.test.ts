// What the house looks like, where no tool can be told: READMEs, names, and what pure rooms must not touch.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..', '..');
const rooms = ['grammar', 'server', 'client', 'test', 'examples'];
const skipped = /^(node_modules|dist|out|generated|fixtures|workspaces|\..*)$/;

/** Folders and files below a folder, by path from the root, with `/`. */
function below(folder: string): { folders: string[]; files: string[] } {
  const absolute = path.join(root, folder);
  if (!existsSync(absolute)) return { folders: [], files: [] };
  const entries = readdirSync(absolute, { withFileTypes: true });
  const inside = entries.filter(entry => entry.isDirectory() && !skipped.test(entry.name)).map(({ name }) => below(`${folder}/${name}`));
  const own = entries.filter(entry => entry.isFile()).map(({ name }) => `${folder}/${name}`);
  // Folders of pictures and of data explain themselves.
  const kept = [...own, ...inside.flatMap(({ files }) => files)].some(file => /\.(ts|mjs)$/.test(file) || folder === 'examples');
  return {
    folders: [...(kept ? [folder] : []), ...inside.flatMap(({ folders }) => folders)],
    files: [...own, ...inside.flatMap(({ files }) => files)],
  };
}

const all = rooms.map(below);
const folders = all.flatMap(room => room.folders);
const sources = all.flatMap(room => room.files).filter(file => /\.(ts|mts|mjs)$/.test(file));
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** The code of a file without its comments. */
const codeOf = (file: string) => read(file).replace(/\/\*[\s\S]*?\*\/|(?<![:'"`\\])\/\/.*$/gm, '');

const pure = sources.filter(file => /^(grammar|server\/(analysis|features|exchange|reporting|evaluation))\//.test(file));

describe('the house', () => {
  it('has rooms to look at', () => {
    assert.ok(pure.length > 20);
    assert.ok(folders.includes('server/reporting'));
  });

  it('has a README in every folder, of at most ten lines', () => {
    const wrong = folders.flatMap(folder => {
      const file = `${folder}/README.md`;
      if (!existsSync(path.join(root, file))) return [`${file} is missing`];
      const lines = read(file).trimEnd().split('\n').length;
      // The engine's page gives its theorems; the examples' tells which to start from.
      const most = folder === 'server/analysis/norms' || folder === 'examples' ? 120 : 10;
      return lines > most ? [`${file} has ${lines} lines`] : [];
    });
    assert.deepEqual(wrong, []);
  });

  it('has no barrels and no drawers', () => {
    const wrong = sources.filter(file => /(^|\/)(index|utils?|helpers?|managers?|common|misc)\.(ts|mjs)$/.test(file));
    assert.deepEqual(wrong, []);
  });

  it('has registries that hold a list and nothing else', () => {
    const wrong = sources.filter(file => path.basename(file) === 'all.ts').filter(file => !isList(codeOf(file)));
    assert.deepEqual(wrong, []);
  });

  it('keeps chance, clocks, timers and the world out of the pure rooms', () => {
    const banned =
      /\bMath\.random\b|\bDate\b(?!\w)|\bperformance\.|\bset(Timeout|Interval|Immediate)\b|\bprocess\.|\bfetch\(|from 'node:|\bcrypto\./;
    const wrong = pure.flatMap(file =>
      codeOf(file)
        .split('\n')
        .filter(line => banned.test(line.replace(/'[^']*'|"[^"]*"|`[^`]*`/g, text => (text.startsWith("'node:") ? text : "''"))))
        .map(line => `${file}: ${line.trim()}`),
    );
    assert.deepEqual(wrong, []);
  });

  it('pins every version', () => {
    const { devDependencies, dependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string> | undefined>;
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
    assert.deepEqual(loose, []);
    assert.equal(dependencies, undefined, 'everything is bundled');
  });
});

/** Imports, and constants that are lists or tables: nothing that decides. */
function isList(code: string): boolean {
  const rest = code.replace(/^import [\s\S]*?;$/gm, '').replace(/'[^'\n]*'/g, "''");
  const statements = rest.split(/^(?=\S)/m).filter(text => /^[a-z]/.test(text));
  return statements.every(text => /^(export )?const /.test(text)) && !/=>|\bfunction\b|\b(if|for|while|new|switch|let)\b|\?/.test(rest);
}
