// Bundles everything that is shipped into dist/, and fails where a bundle outgrows its budget.
//   node esbuild.mjs [--watch] [--quiet] [--why BUNDLE]
//
// A bundle whose entry file does not exist is left out and said so. For Node, grammar and analysis are one bundle, `core.cjs`,
// that the others share. Modules that are listed as `rooms` are heavy and needed by few calls: where code imports one of them
// dynamically, it becomes a file of its own beside the bundle.

import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const root = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(root, 'dist');
const watch = process.argv.includes('--watch');
const quiet = process.argv.includes('--quiet');
const why = process.argv.includes('--why') ? process.argv[process.argv.indexOf('--why') + 1] : undefined;

/** Source module → the bundle that holds it. */
const rooms = {
  'server/host/program.ts': 'program.cjs',
  'server/host/config.ts': 'config.cjs',
  'server/host/search.ts': 'search.cjs',
  'server/host/watch.ts': 'watch.cjs',
  'server/host/comparing.ts': 'comparing.cjs',
  'server/host/merging.ts': 'merging.cjs',
  'server/host/baselines.ts': 'baselines.cjs',
  'server/host/solver.ts': 'solver.cjs',
  'server/host/models/sending.ts': 'models.cjs',
  'server/host/evals/all.ts': 'evals.cjs',
  'server/host/lsp.ts': 'server.cjs',
  'server/exchange/all.ts': 'exchange.cjs',
  'server/exchange/report.ts': 'importing.cjs',
  'client/launch.ts': 'launch.cjs',
};

/** What lib ES2024 promises and Node 20 lacks. */
const node20 = `Object.groupBy??=(l,f)=>{const r=Object.create(null);let i=0;for(const x of l)(r[f(x,i++)]??=[]).push(x);return r};
Map.groupBy??=(l,f)=>{const r=new Map;let i=0;for(const x of l){const k=f(x,i++),g=r.get(k);g?g.push(x):r.set(k,[x])}return r};
Promise.withResolvers??=function(){let a,b;const p=new this((x,y)=>{a=x;b=y});return{promise:p,resolve:a,reject:b}};`;

/** `import.meta` does not exist in CommonJS; the modules that ask where they are get the bundle's own address. */
const metaUrl = 'const bundleUrl=require("node:url").pathToFileURL(__filename).href;';

const node = {
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // A room is loaded by `require`: Node's loader of modules costs more than what it would load.
  supported: { 'dynamic-import': false },
  banner: { js: node20 + metaUrl },
  define: { 'import.meta.url': 'bundleUrl' },
};
const browser = { platform: 'browser', target: 'es2023' };
const page = { ...browser, format: 'esm' };
/** A web worker has no document: packages that know both have another entry for it. */
const worker = { ...browser, conditions: ['worker', 'module'] };

/** Budgets in KB of minified code. */
const bundles = [
  { entry: 'server/host/cli.ts', out: 'polity.cjs', budget: 4, ...node, banner: { js: '#!/usr/bin/env node' }, define: {} },
  {
    entry: 'server/host/action/main.ts',
    out: 'action.cjs',
    budget: 200,
    ...node,
    banner: { js: `#!/usr/bin/env node\n${node20}${metaUrl}` },
  },
  { entry: 'grammar/parser.ts', core: true, out: 'core.cjs', budget: 700, ...node },
  { entry: 'server/host/program.ts', out: 'program.cjs', budget: 150, ...node },
  { entry: 'server/host/config.ts', out: 'config.cjs', budget: 150, ...node },
  { entry: 'server/host/search.ts', out: 'search.cjs', budget: 120, ...node },
  { entry: 'server/host/watch.ts', out: 'watch.cjs', budget: 60, ...node },
  { entry: 'server/host/comparing.ts', out: 'comparing.cjs', budget: 120, ...node },
  { entry: 'server/host/merging.ts', out: 'merging.cjs', budget: 60, ...node },
  { entry: 'server/host/baselines.ts', out: 'baselines.cjs', budget: 150, ...node },
  { entry: 'server/host/solver.ts', out: 'solver.cjs', budget: 80, ...node },
  { entry: 'server/host/models/sending.ts', out: 'models.cjs', budget: 1500, ...node },
  { entry: 'server/host/evals/all.ts', out: 'evals.cjs', budget: 450, ...node },
  { entry: 'server/exchange/all.ts', out: 'exchange.cjs', budget: 550, ...node },
  { entry: 'server/exchange/report.ts', out: 'importing.cjs', budget: 150, ...node },
  { entry: 'server/host/lsp.ts', out: 'server.cjs', budget: 1200, ...node },
  { entry: 'server/host/browser.ts', out: 'server.browser.js', budget: 2800, ...worker, format: 'iife', external: ['node:module'] },
  { entry: 'client/extension.ts', out: 'extension.cjs', budget: 350, ...node, external: ['vscode'] },
  { entry: 'client/launch.ts', out: 'launch.cjs', budget: 450, ...node, external: ['vscode'] },
  { entry: 'client/browser.ts', out: 'extension.browser.js', budget: 700, ...worker, format: 'cjs', external: ['vscode'] },
  { entry: 'client/preview/page.ts', out: 'preview.js', budget: 400, ...page },
  { entry: 'client/landscape/page.ts', out: 'landscape.js', budget: 200, ...page },
  { entry: 'client/values/page.ts', out: 'values.js', budget: 700, ...page },
  { entry: 'client/read/page.ts', out: 'read.js', budget: 280, ...page },
  { entry: 'client/review/page.ts', out: 'review.js', budget: 200, ...page },
];

const slashed = file => file.split(path.sep).join('/');

/** The modules of the core, by path from the root. */
const coreFiles = ['grammar', 'server/analysis'].flatMap(folder =>
  readdirSync(path.join(root, folder), { recursive: true })
    .filter(file => file.endsWith('.ts'))
    .map(file => `${folder}/${slashed(file)}`),
);
const exportOf = file => file.replace(/[^A-Za-z0-9]/g, '_');

/** Every module of the core under a name of its own. */
const coreEntry = coreFiles.map(file => `export * as ${exportOf(file)} from './${file}';`).join('\n');

/** Outside of the core, an import of one of its modules takes it from there. */
const corePlugin = {
  name: 'core',
  setup(build) {
    const files = new Set(coreFiles);
    build.onResolve({ filter: /\.ts$/ }, ({ path: to, resolveDir, importer }) => {
      const source = slashed(path.relative(root, path.resolve(resolveDir, to)));
      if (!files.has(source) || files.has(slashed(path.relative(root, importer)))) return undefined;
      return { path: source, namespace: 'core', sideEffects: false };
    });
    build.onLoad({ filter: /.*/, namespace: 'core' }, ({ path: file }) => ({
      contents: `module.exports = require('./core.cjs').${exportOf(file)};`,
      resolveDir: dist,
    }));
    build.onResolve({ filter: /^\.\/core\.cjs$/ }, () => ({ path: './core.cjs', external: true }));
  },
};

/** Dynamic imports of a room lead to its bundle. */
const roomsPlugin = {
  name: 'rooms',
  setup(build) {
    build.onResolve({ filter: /\.ts$/ }, ({ kind, path: to, resolveDir }) => {
      if (kind !== 'dynamic-import' || build.initialOptions.platform !== 'node') return undefined;
      const source = slashed(path.relative(root, path.resolve(resolveDir, to)));
      const out = rooms[source];
      return out && !build.initialOptions.outfile.endsWith(`${path.sep}${out}`) ? { path: `./${out}`, external: true } : undefined;
    });
  },
};

/** Commander can start other programs for its subcommands, which ours never do; loading what that takes costs 3 ms of every start. */
const childProcessPlugin = {
  name: 'child-process',
  setup(build) {
    build.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /[\\/]commander[\\/]/.test(importer) ? { path: 'child_process', namespace: 'nothing' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
  },
};

/** zod brings its messages in fifty languages; ours are our own. */
const localesPlugin = {
  name: 'locales',
  setup(build) {
    build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
      loader: 'js',
    }));
  },
};

function optionsOf({ entry, core, out, budget, ...own }) {
  // The client takes little of the core, and would wait for all of it.
  const shared = own.platform === 'node' && own.format === 'cjs' && !core && !entry.startsWith('client/');
  return {
    ...own,
    ...(core ? { stdin: { contents: coreEntry, resolveDir: root } } : { entryPoints: [path.join(root, entry)] }),
    outfile: path.join(dist, out),
    bundle: true,
    minify: !watch,
    sourcemap: watch,
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
    plugins: [roomsPlugin, localesPlugin, childProcessPlugin, ...(shared ? [corePlugin] : [])],
    loader: { '.constitution': 'text', '.modelspec': 'text', '.css': 'text' },
    define: { 'process.env.NODE_ENV': '"production"', ...own.define },
  };
}

/** esbuild's own words. */
async function broken({ errors, message }) {
  console.error(errors ? (await esbuild.formatMessages(errors, { kind: 'error', color: process.stderr.isTTY })).join('\n') : message);
  process.exitCode = 1;
}

function report(rows) {
  const width = Math.max(...rows.map(({ out }) => out.length));
  for (const { out, size, budget, failed } of rows) {
    const note = failed ? 'FAILED' : size === undefined ? 'not there yet' : `${(size / 1024).toFixed(0).padStart(5)} KB of ${budget}`;
    console.log(`${out.padEnd(width)}  ${note}${size > budget * 1024 ? '  TOO LARGE' : ''}`);
  }
}

mkdirSync(dist, { recursive: true });
// The solver reads its program from beside its bundle.
copyFileSync(path.join(root, 'node_modules', 'cadical-wasm', 'dist', 'cadical.wasm'), path.join(dist, 'cadical.wasm'));
if (watch) {
  for (const bundle of bundles.filter(({ entry }) => existsSync(path.join(root, entry)))) {
    await (await esbuild.context(optionsOf(bundle))).watch();
  }
} else {
  const rows = await Promise.all(
    bundles.map(async bundle => {
      const { entry, out, budget } = bundle;
      const file = path.join(dist, out);
      if (!existsSync(path.join(root, entry))) {
        rmSync(file, { force: true });
        return { out, budget };
      }
      const built = await esbuild.build(optionsOf(bundle)).catch(broken);
      if (!built) return { out, budget, failed: true };
      if (out === why) console.log(await esbuild.analyzeMetafile(built.metafile));
      return { out, budget, size: statSync(file).size };
    }),
  );
  const tooLarge = rows.filter(({ size, budget }) => size > budget * 1024);
  if (!quiet || tooLarge.length > 0) report(rows);
  if (tooLarge.length > 0) {
    console.error(
      'A bundle is over its budget. `node esbuild.mjs --why BUNDLE` shows what is in it; raise the budget in esbuild.mjs only with a reason.',
    );
    process.exitCode = 1;
  }
}
