// The language server from outside, over standard input and output, beside Langium's server for the same language.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { type Benchmark, median, percentile, type Row } from './benchmark.ts';

/** Twenty norms a document, about actions that half of them share; every tenth document adopts a floor. */
function specText(n: number): string {
  const floor = n % 10 === 1 ? 'import floor from "./spec-0.constitution"\nadopt floor\n' : '';
  const principles = Array.from({ length: 10 }, (_, k) => {
    const level = ['platform', 'developer', 'user', 'guideline'][k % 4];
    return `principle rule_${n}_${k} "Rule ${k}" at ${level} {
  serves care_${n}
  "When somebody asks about matter ${k}, the assistant says what is known and what is not."
  must act_${n}_${k % 6} when topic_${n} is t${k % 4} and not urgent_${n}
  should not act_${n}_${(k + 1) % 6} when urgent_${n} and topic_${n} is t${(k + 2) % 4}
  because "People decide on what we say."
}
`;
  });
  const actions = Array.from({ length: 6 }, (_, k) => `action act_${n}_${k} "Do ${k}"${k > 3 ? ` is act_${n}_${k - 4}` : ''}`);
  return `constitution spec_${n} "Spec ${n}"\n${floor}context topic_${n}: t0 | t1 | t2 | t3\ncontext urgent_${n}: boolean\n${actions.join('\n')}\nvalue care_${n} "Care"\n\n${principles.join('\n')}`;
}

interface Peer {
  readonly name: string;
  readonly command: readonly string[];
  /** Findings are pulled; else they are waited for. */
  readonly pulls: boolean;
}

const own: Peer = {
  name: 'Polity',
  command: [
    '-e',
    `import(${JSON.stringify(path.resolve(import.meta.dirname, '../../dist/server.cjs'))}).then(module => (module.serveStdio ?? module.default.serveStdio)())`,
  ],
  pulls: true,
};
const langium: Peer = { name: 'Langium', command: [path.join(import.meta.dirname, 'peers', 'langium-server.ts')], pulls: false };

interface Measured {
  readonly initialize: number;
  readonly idleMegabytes: number;
  readonly cold: number;
  readonly keystrokes: readonly number[];
  readonly completion: readonly number[];
  readonly hover: readonly number[];
  readonly symbols: readonly number[];
}

const megabytesOf = (child: ChildProcess): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024;

async function measure(peer: Peer, folder: string, documents: number): Promise<Measured> {
  const child = spawn(process.execPath, [...peer.command], { stdio: ['pipe', 'pipe', 'ignore'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  ) as unknown as MessageConnection;
  const waiting = new Map<string, (() => void)[]>();
  connection.onNotification((method, params) => {
    const { uri } = params as { uri?: string };
    if (method === 'textDocument/publishDiagnostics' && uri) for (const done of waiting.get(uri)?.splice(0) ?? []) done();
  });
  connection.onRequest(() => null);
  connection.listen();
  const root = pathToFileURL(folder).href;
  const uriOf = (n: number) => `${root}/spec-${n}.constitution`;
  const pushedFor = (uri: string) => new Promise<void>(resolve => waiting.set(uri, [...(waiting.get(uri) ?? []), resolve]));
  const timed = async (act: () => Promise<unknown>): Promise<number> => {
    const began = performance.now();
    await act();
    return performance.now() - began;
  };

  const initialize = await timed(() =>
    connection.sendRequest('initialize', {
      processId: null,
      rootUri: root,
      workspaceFolders: [{ uri: root, name: 'bench' }],
      capabilities: { textDocument: peer.pulls ? { diagnostic: {} } : {} },
    }),
  );
  const idleMegabytes = process.platform === 'linux' ? megabytesOf(child) : Number.NaN;
  const open = (n: number) =>
    connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: uriOf(n), languageId: 'constitution', version: 1, text: specText(n) },
    });
  const cold = await timed(async () => {
    const last = pushedFor(uriOf(documents - 1));
    await connection.sendNotification('initialized', {});
    if (peer.pulls) await connection.sendRequest('workspace/diagnostic', { previousResultIds: [] });
    else {
      await open(documents - 1);
      await last;
    }
  });

  const [keystrokes, completion, hover]: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < 220; i++) {
    const n = (i * 7) % documents;
    const uri = uriOf(n);
    if (i < documents) {
      const seen = pushedFor(uri);
      await open(n);
      if (!peer.pulls) await Promise.race([seen, new Promise(resolve => setTimeout(resolve, 3000))]);
    }
    const line = specText(n)
      .split('\n')
      .findIndex(each => each.includes('When somebody'));
    const milliseconds = await timed(async () => {
      const seen = pushedFor(uri);
      const place = { line, character: 20 };
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: i + 2 },
        contentChanges: [{ range: { start: place, end: place }, text: 'x' }],
      });
      if (peer.pulls) await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
      else await seen;
    });
    if (i >= 20) keystrokes.push(milliseconds);
    const at = { textDocument: { uri }, position: { line: line + 1, character: 9 } };
    if (i % 4 === 0) completion.push(await timed(() => connection.sendRequest('textDocument/completion', at)));
    if (i % 4 === 0) hover.push(await timed(() => connection.sendRequest('textDocument/hover', at)));
  }
  const symbols: number[] = [];
  for (let i = 0; i < 20; i++)
    symbols.push(await timed(() => connection.sendRequest('workspace/symbol', { query: `rule_${i}` }).catch(() => undefined)));
  child.kill('SIGKILL');
  connection.dispose();
  return { initialize, idleMegabytes, cold, keystrokes, completion, hover, symbols };
}

async function withSpecs<Result>(documents: number, act: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'polity-bench-'));
  mkdirSync(folder, { recursive: true });
  for (let n = 0; n < documents; n++) writeFileSync(path.join(folder, `spec-${n}.constitution`), specText(n));
  try {
    return await act(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const documents of [50, 500, 2000]) {
    const { ours, theirs } = await withSpecs(documents, async folder => ({
      ours: await measure(own, folder, documents),
      theirs: documents === 500 ? await measure(langium, folder, documents) : undefined,
    }));
    const size = `${documents} documents, ${documents * 20} norms`;
    const row = (what: string, pick: (measured: Measured) => number, more: { unit?: string; mark?: string } = {}) => {
      const peer = theirs && { name: 'Langium', figure: pick(theirs) };
      rows.push({
        what: `${size}: ${what}`,
        figure: pick(ours),
        unit: more.unit ?? 'ms',
        ...(peer && !Number.isNaN(peer.figure) ? { peer } : {}),
        ...(more.mark ? { mark: more.mark } : {}),
      });
    };
    row('keystroke to findings, p50', ({ keystrokes }) => median(keystrokes));
    row('keystroke to findings, p95', ({ keystrokes }) => percentile(keystrokes, 0.95), documents === 500 ? { mark: '10 ms' } : {});
    row('keystroke to findings, p99', ({ keystrokes }) => percentile(keystrokes, 0.99));
    row('completion, p50', ({ completion }) => median(completion));
    row('hover, p50', ({ hover }) => median(hover));
    row('workspace symbols, p50', ({ symbols }) => median(symbols));
    row('cold, to all findings', ({ cold }) => cold, documents === 500 ? { mark: '0.4 s' } : {});
    if (documents === 500) {
      row('initialize', ({ initialize }) => initialize, { mark: '120 ms' });
      row('idle memory', ({ idleMegabytes }) => idleMegabytes, { unit: 'MiB', mark: '100 MiB' });
    }
  }
  return rows;
}

export const serving: Benchmark = { name: 'server', title: 'The language server, from outside', run };
