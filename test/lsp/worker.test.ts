import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { hardSpec } from '../norms/hard-spec.ts';

const chromiumPath = [process.env.CHROMIUM_PATH ?? '', 'chromium', 'chromium-browser', 'google-chrome'].find(
  name => name !== '' && spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0,
);

const files = {
  'inmemory:/w/polity.config.json': JSON.stringify({ markdown: ['*.md'] }),
  'inmemory:/w/floor.constitution': 'constitution floor "Floor"\naction greet "Greet the reader"\n',
  'inmemory:/w/desk.constitution': `constitution desk "Desk"
import floor from "./floor.constitution"
adopt floor
context night: boolean
principle warm "Warm" { must greet }
principle quiet "Quiet" {
  must not greet
}
principle typo "Typo" { must gret }
`,
  'inmemory:/w/hard.constitution': hardSpec(),
  'inmemory:/w/about.md': 'The assistant must respond appropriately, as much as possible, etc.\n',
};

/** The page is the client: it holds the files, speaks to the worker, and answers what it asks for. Runs in the browser. */
function speakTo(worker: Worker, held: Record<string, string>, program: Uint8Array) {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (why: Error) => void }>();
  const asked: string[] = [];
  let last = 0;
  const answerOf = (method: string, params: { uri?: string }): unknown => {
    if (method === 'polity/files') return { uris: Object.keys(held) };
    if (method === 'polity/solver') return { kind: 'program', bytes: program };
    if (method !== 'polity/file') return null;
    const text = held[params.uri ?? ''];
    return text === undefined ? { kind: 'absent', message: 'there is no such file' } : { kind: 'text', text };
  };
  worker.onerror = ({ message }) => {
    for (const { reject } of waiting.values()) reject(new Error(message));
  };
  worker.onmessage = ({ data }) => {
    if (data.method !== undefined && data.id !== undefined) {
      asked.push(data.method);
      worker.postMessage({ jsonrpc: '2.0', id: data.id, result: answerOf(data.method, data.params ?? {}) });
    } else if (data.method === undefined) {
      const { resolve, reject } = waiting.get(data.id)!;
      data.error ? reject(new Error(data.error.message)) : resolve(data.result);
    }
  };
  return {
    asked,
    tell: (method: string, params: unknown) => worker.postMessage({ jsonrpc: '2.0', method, params }),
    ask: (method: string, params: unknown) =>
      new Promise<unknown>((resolve, reject) => {
        waiting.set(++last, { resolve, reject });
        worker.postMessage({ jsonrpc: '2.0', id: last, method, params });
      }),
  };
}

type Client = ReturnType<typeof speakTo>;

/** The worker as it is shipped (npm run build), or else made here in the same way. */
async function workerSource(): Promise<string> {
  const shipped = path.join(import.meta.dirname, '../../dist/server.browser.js');
  if (fs.existsSync(shipped)) return fs.readFileSync(shipped, 'utf8');
  const { outputFiles } = await build({
    entryPoints: [path.join(import.meta.dirname, '../../server/host/browser.ts')],
    bundle: true,
    write: false,
    platform: 'browser',
    target: 'es2023',
    conditions: ['worker', 'module'],
    format: 'iife',
    external: ['node:module'],
    logLevel: 'silent',
  });
  return outputFiles[0]!.text;
}

describe('the server in a web worker', function () {
  this.timeout(60_000);
  let browser: Browser;
  let page: Page;
  let server: http.Server | undefined;
  const uri = 'inmemory:/w/desk.constitution';

  before(async function () {
    if (!chromiumPath) {
      console.log('      left out: there is no Chromium here (apt-get install chromium, or CHROMIUM_PATH)');
      this.skip();
    }
    const executablePath = path.isAbsolute(chromiumPath)
      ? chromiumPath
      : spawnSync('which', [chromiumPath], { encoding: 'utf8' }).stdout.trim();
    const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-dev-shm-usage', '--no-first-run'];
    const served: Readonly<Record<string, readonly [string, string | Buffer]>> = {
      '/worker.js': ['text/javascript', await workerSource()],
      '/cadical.wasm': ['application/wasm', fs.readFileSync(createRequire(import.meta.url).resolve('cadical-wasm/cadical.wasm'))],
    };
    browser = await chromium.launch({ executablePath, args, headless: true });
    page = await browser.newPage();
    server = http.createServer((request, response) => {
      const [type, body] = served[request.url ?? ''] ?? ['text/html', '<!doctype html><title>client</title>'];
      response.setHeader('content-type', type);
      response.end(body);
    });
    await new Promise<void>(resolve => server!.listen(0, '127.0.0.1', resolve));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.evaluate(`globalThis.speakTo = ${speakTo.toString()}`);
    const capabilities = { textDocument: { diagnostic: {} } };
    await page.evaluate(
      async ([held, able]) => {
        const worker = new Worker('/worker.js');
        const page = globalThis as unknown as { speakTo: typeof speakTo; client: Client };
        const program = new Uint8Array(await (await fetch('/cadical.wasm')).arrayBuffer());
        page.client = page.speakTo(worker, held as Record<string, string>, program);
        const folders = [{ uri: 'inmemory:/w', name: 'w' }];
        await page.client.ask('initialize', { processId: null, rootUri: null, capabilities: able, workspaceFolders: folders });
        page.client.tell('initialized', {});
      },
      [files, capabilities] as const,
    );
  });
  after(async () => {
    await browser?.close();
    server?.close();
  });

  const ask = <Result>(method: string, params: unknown): Promise<Result> =>
    page.evaluate(([name, what]) => (globalThis as unknown as { client: Client }).client.ask(name as string, what), [
      method,
      params,
    ] as const) as Promise<Result>;
  const at = (line: number, character: number) => ({ textDocument: { uri }, position: { line, character } });
  const codesOf = async (of: string) =>
    (await ask<{ items: { code: string }[] }>('textDocument/diagnostic', { textDocument: { uri: of } })).items
      .map(({ code }) => code)
      .filter(code => code !== 'eval/uncovered');

  it('finds what is wrong in files that the page has, across imports and in Markdown', async () => {
    assert.deepEqual(await codesOf(uri), ['name/unused', 'conflict/contradiction', 'name/unknown']);
    assert.match((await codesOf('inmemory:/w/about.md')).join(), /vague\//);
    const asked = await page.evaluate(() => (globalThis as unknown as { client: Client }).client.asked);
    assert.ok(asked.includes('polity/files') && asked.includes('polity/file'));
  });

  it('hovers, across imports', async () => {
    const hover = await ask<{ contents: { value: string } }>('textDocument/hover', at(6, 12));
    assert.match(hover.contents.value, /Greet the reader/);
    const norm = await ask<{ contents: { value: string } }>('textDocument/hover', at(6, 3));
    assert.match(norm.contents.value, /conflicts/);
  });

  it('completes and renames, across imports', async () => {
    const items = await ask<{ label: string }[]>('textDocument/completion', at(6, 11));
    assert.ok(items.some(({ label }) => label === 'greet'));
    const { changes } = await ask<{ changes: Record<string, unknown[]> }>('textDocument/rename', { ...at(6, 12), newName: 'welcome' });
    assert.deepEqual(
      Object.entries(changes).map(([of, edits]) => [of, edits.length]),
      [
        [uri, 2],
        ['inmemory:/w/floor.constitution', 1],
      ],
    );
  });

  it('tells what only the solver can tell, once the page has handed it over', async () => {
    const hard = 'inmemory:/w/hard.constitution';
    assert.ok((await codesOf(hard)).length > 0, 'not decided yet');
    for (let i = 0; i < 400 && (await codesOf(hard)).length > 0; i++) await new Promise(resolve => setTimeout(resolve, 25));
    assert.deepEqual(await codesOf(hard), []);
  });

  it('takes in what is typed', async () => {
    const text = files[uri].replace('gret', 'greet').replace('must not greet', 'must greet');
    await page.evaluate(
      ([of, typed]) =>
        (globalThis as unknown as { client: Client }).client.tell('textDocument/didOpen', {
          textDocument: { uri: of, languageId: 'constitution', version: 1, text: typed },
        }),
      [uri, text] as const,
    );
    assert.deepEqual(await codesOf(uri), ['name/unused']);
  });
});
