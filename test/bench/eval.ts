// npm run bench:eval [-- --evals N] [--repeats N] [--calls N] [--alone]: evals against the scripted server, beside promptfoo on
// the same suite and the same server. promptfoo is large, so it is fetched at the first run, into a folder outside of this one.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const root = path.join(import.meta.dirname, '..', '..');
const { values } = parseArgs({
  options: {
    evals: { type: 'string', default: '2000' },
    repeats: { type: 'string', default: '5' },
    /** For the memory over many calls. */
    calls: { type: 'string', default: '100000' },
    alone: { type: 'boolean', default: false },
  },
});
const [evals, repeats, calls] = [Number(values.evals), Number(values.repeats), Number(values.calls)];
const concurrency = 8;
const delay = 100;
const promptfooVersion = '0.123.1';

interface Figures {
  readonly what: string;
  readonly seconds: number;
  readonly ideal: number;
  /** Requests that the server saw, and the most at once. */
  readonly requests: number;
  readonly most_at_once: number;
  /** Megabytes of resident memory: at a fifth of the time, and the most. */
  readonly early: number;
  readonly most: number;
}

interface Server {
  readonly baseURL: string;
  /** Ends it; what it saw. */
  readonly end: () => Promise<{ requests: number; most: number }>;
}

function startServer(milliseconds: number): Promise<Server> {
  const child = spawn(process.execPath, [path.join(root, 'test', 'evaluation', 'server', 'main.ts'), '--delay', String(milliseconds)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  child.stdout!.on('data', (chunk: Buffer) => lines.push(...chunk.toString().trim().split('\n')));
  const end = () =>
    new Promise<{ requests: number; most: number }>(resolve => {
      child.once('close', () => resolve(JSON.parse(lines.at(-1)!) as { requests: number; most: number }));
      child.kill('SIGTERM');
    });
  return new Promise(resolve => child.stdout!.once('data', (chunk: Buffer) => resolve({ baseURL: chunk.toString().trim(), end })));
}

/** Resident megabytes of a process, where the system tells. */
function resident(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;
  } catch {
    return Number.NaN;
  }
}

/** Each is measured against a server of its own, which is started before and asked afterwards. */
async function timed(
  what: string,
  { ideal, delay }: { ideal: number; delay: number },
  start: (baseURL: string) => ChildProcess,
): Promise<Figures> {
  const server = await startServer(delay);
  const began = performance.now();
  const child = start(server.baseURL);
  const samples: number[] = [];
  const timer = setInterval(() => samples.push(resident(child.pid!)), 250);
  const status = await new Promise<number | null>(resolve => child.on('close', resolve));
  clearInterval(timer);
  if (status !== 0) throw new Error(`${what} ended with ${status}`);
  const seconds = (performance.now() - began) / 1000;
  const { requests, most: atOnce } = await server.end();
  const known = samples.filter(sample => sample > 0);
  return {
    what,
    seconds,
    ideal,
    requests,
    most_at_once: atOnce,
    early: known[Math.floor(known.length / 5)] ?? Number.NaN,
    most: Math.max(...known),
  };
}

const words = (count: number): string[] => Array.from({ length: count }, (_, i) => `Question ${i}: what holds here?`);

function suite(folder: string, baseURL: string, { count, repeat }: { count: number; repeat: number }): void {
  const lines = words(count).map((text, i) => `eval e${i} { user "${text}" expect contains "steady" repeat ${repeat} }`);
  writeFileSync(
    path.join(folder, 'bench.constitution'),
    `constitution bench "Bench"\nprinciple brief "Brief" { "Be brief." }\n${lines.join('\n')}\n`,
  );
  const models = { m: { provider: 'openai-compatible', baseURL, model: 'scripted' } };
  writeFileSync(path.join(folder, 'polity.config.json'), JSON.stringify({ models, preview: 'm', judges: ['m'] }));
}

const bundle = path.join(root, 'dist', 'polity.cjs');

function polity(folder: string, at: number): ChildProcess {
  const entry = existsSync(bundle) ? bundle : path.join(root, 'server', 'host', 'cli.ts');
  return spawn(process.execPath, [entry, 'eval', '--quiet', '--format', 'junit', '--concurrency', String(at)], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** The folder that holds promptfoo; undefined where it cannot be had. */
function promptfoo(): string | undefined {
  const folder = path.join(os.tmpdir(), `polity-bench-promptfoo-${promptfooVersion}`);
  const main = path.join(folder, 'node_modules', 'promptfoo', 'package.json');
  if (existsSync(main)) return folder;
  console.error(`Fetching promptfoo ${promptfooVersion} into ${folder} …`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
  const done = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel', 'error', `promptfoo@${promptfooVersion}`], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  return done.status === 0 && existsSync(main) ? folder : undefined;
}

function promptfooSuite(folder: string, baseURL: string): void {
  const config = {
    prompts: ['{{question}}'],
    providers: [{ id: 'openai:chat:scripted', config: { apiBaseUrl: baseURL, apiKey: 'none' } }],
    tests: words(evals).map(question => ({ vars: { question }, assert: [{ type: 'contains', value: 'steady' }] })),
  };
  writeFileSync(path.join(folder, 'promptfooconfig.json'), JSON.stringify(config));
}

function runPromptfoo(installed: string, folder: string): ChildProcess {
  const { bin } = JSON.parse(readFileSync(path.join(installed, 'node_modules', 'promptfoo', 'package.json'), 'utf8')) as {
    bin: Record<string, string>;
  };
  const entry = path.join(installed, 'node_modules', 'promptfoo', bin.promptfoo!);
  const options = [
    'eval',
    '-c',
    'promptfooconfig.json',
    '-j',
    String(concurrency),
    '--repeat',
    String(repeats),
    '--no-cache',
    '--no-table',
    '--no-progress-bar',
    '--no-write',
  ];
  const env = {
    ...process.env,
    PROMPTFOO_DISABLE_TELEMETRY: '1',
    PROMPTFOO_DISABLE_UPDATE: '1',
    PROMPTFOO_CONFIG_DIR: path.join(folder, '.promptfoo'),
    OPENAI_API_KEY: 'none',
  };
  return spawn(process.execPath, [entry, ...options], { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] });
}

const figures: Figures[] = [];
const folder = mkdtempSync(path.join(os.tmpdir(), 'polity-bench-'));
const ideal = (evals * repeats * delay) / 1000 / concurrency;
figures.push(
  await timed(`polity, ${evals} evals × ${repeats} repeats, ${delay} ms a call, ${concurrency} at a time`, { ideal, delay }, baseURL => {
    suite(folder, baseURL, { count: evals, repeat: repeats });
    return polity(folder, concurrency);
  }),
);
figures.push(
  await timed('fetch in a loop, the same calls, nothing kept', { ideal, delay }, baseURL =>
    spawn(
      process.execPath,
      [path.join(import.meta.dirname, 'peers', 'bare-calls.ts'), baseURL, String(evals * repeats), String(concurrency)],
      { stdio: 'inherit' },
    ),
  ),
);
const installed = values.alone ? undefined : promptfoo();
if (installed)
  figures.push(
    await timed(`promptfoo ${promptfooVersion}, the same`, { ideal, delay }, baseURL => {
      promptfooSuite(folder, baseURL);
      return runPromptfoo(installed, folder);
    }),
  );
else console.error('promptfoo is left out: it was not asked for, or could not be fetched.');
rmSync(path.join(folder, '.polity'), { recursive: true, force: true });
figures.push(
  await timed(`polity, ${calls} calls, 1 ms a call, 64 at a time`, { ideal: calls / 64 / 1000, delay: 1 }, baseURL => {
    suite(folder, baseURL, { count: 100, repeat: Math.ceil(calls / 100) });
    return polity(folder, 64);
  }),
);
rmSync(folder, { recursive: true, force: true });

for (const { what, seconds, ideal: least, early, most, requests, most_at_once: atOnce } of figures)
  console.log(
    `${what}\n  ${seconds.toFixed(1)} s for ${requests} requests, ${atOnce} at once; ideal ${least.toFixed(1)} s, ${((100 * seconds) / least - 100).toFixed(1)}% above it; memory ${early.toFixed(0)} MB early, ${most.toFixed(0)} MB at most`,
  );
writeFileSync(
  path.join(root, 'bench-results-eval.json'),
  `${JSON.stringify({ machine: `${os.cpus()[0]?.model}, ${os.cpus().length} cores`, load: os.loadavg(), figures }, undefined, 2)}\n`,
);
