// A model server on loopback that does what a script says.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Asked, Behaviour, Script } from './behaviour.ts';
import { anthropic, openai, type Protocol } from './protocols.ts';

export interface Scripted {
  /** `http://127.0.0.1:PORT`; the OpenAI and the Anthropic protocol are below `/v1`. */
  readonly url: string;
  /** `baseURL` for a profile. */
  readonly baseURL: string;
  /** Every request so far, unless the server was told not to keep them. */
  readonly asked: Asked[];
  /** How many there were, and the most that were under way at once. */
  /** `lists`: how often the names of models were asked for. */
  readonly counts: { requests: number; most: number; lists: number };
  script: Script;
  readonly close: () => Promise<void>;
}

export interface ScriptedOptions {
  readonly port?: number;
  /** The names that `GET /v1/models` gives. */
  readonly models?: readonly string[];
  /** False for long runs. */
  readonly keep?: boolean;
}

export async function startScripted(
  script: Script,
  { port = 0, models = ['scripted-small', 'scripted-large'], keep = true }: ScriptedOptions = {},
): Promise<Scripted> {
  const asked: Asked[] = [];
  const counts = { requests: 0, most: 0, lists: 0 };
  let underWay = 0;
  const server = createServer(async (request, response) => {
    response.on('error', () => {});
    if (request.method === 'GET') {
      counts.lists++;
      return json(response, 200, request.url?.startsWith('/v1/models') ? listed(models) : { error: { message: 'not found' } });
    }
    const protocol = request.url?.endsWith('/chat/completions') ? openai : request.url?.endsWith('/messages') ? anthropic : undefined;
    if (!protocol) return json(response, 404, { error: { message: `there is nothing at ${request.url}` } });
    counts.most = Math.max(counts.most, ++underWay);
    response.on('close', () => underWay--);
    const one = readAsked(protocol, request, await bodyOf(request), counts.requests++);
    if (keep) asked.push(one);
    await behave(response, { protocol, asked: one }, await scripted.script(one)).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const scripted: Scripted = { url, baseURL: `${url}/v1`, asked, counts, script, close: () => closed(server) };
  return scripted;
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise(resolve => server.close(() => resolve()));
}

const listed = (models: readonly string[]) => ({
  object: 'list',
  data: models.map(id => ({ id, object: 'model', created: 1_700_000_000, owned_by: 'scripted' })),
});

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
}

function readAsked(protocol: Protocol, request: IncomingMessage, body: Record<string, unknown>, index: number): Asked {
  return { protocol: protocol === openai ? 'openai' : 'anthropic', ...protocol.read(body), headers: request.headers, body, index };
}

function json(response: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

interface Exchange {
  readonly protocol: Protocol;
  readonly asked: Asked;
}

async function behave(response: ServerResponse, { protocol, asked }: Exchange, behaviour: Behaviour): Promise<void> {
  switch (behaviour.kind) {
    case 'status':
      response.writeHead(behaviour.status, { 'content-type': behaviour.type ?? 'text/plain', ...behaviour.headers }).end(behaviour.body);
      return;
    case 'error':
      return json(response, behaviour.status, protocol.error(behaviour.status, behaviour.message, behaviour.code), behaviour.headers);
    case 'raw':
      response.writeHead(200, { 'content-type': behaviour.type }).end(behaviour.body);
      return;
    case 'huge':
      return huge(response, { protocol, asked }, behaviour.bytes);
    case 'stall':
    case 'cut': {
      const wire = wireOf({ protocol, asked }, { kind: 'reply', text: `${behaviour.text} and more` });
      head(response, asked);
      await written(response, Buffer.from(wire).subarray(0, wire.indexOf(' and') + 4));
      if (behaviour.kind === 'cut') response.destroy();
      return;
    }
    case 'reply':
      return reply(response, { protocol, asked }, behaviour);
  }
}

const head = (response: ServerResponse, asked: Asked) =>
  response.writeHead(200, { 'content-type': asked.stream ? 'text/event-stream' : 'application/json' });

function wireOf({ protocol, asked }: Exchange, behaviour: Extract<Behaviour, { kind: 'reply' }>): string {
  return asked.stream ? protocol.events(asked, behaviour).join('') : JSON.stringify(protocol.whole(asked, behaviour));
}

async function reply(response: ServerResponse, exchange: Exchange, behaviour: Extract<Behaviour, { kind: 'reply' }>): Promise<void> {
  if (behaviour.after) await sleep(behaviour.after);
  if (response.destroyed) return;
  head(response, exchange.asked);
  const began = performance.now();
  for (const [i, piece] of piecesOf(exchange, behaviour).entries()) {
    await written(response, piece);
    // By the clock: so many pieces a second, however late one of them was.
    if (behaviour.pause) await sleep(Math.max(0, began + (i + 1) * behaviour.pause - performance.now()));
    else if (behaviour.pieces) await new Promise(setImmediate);
  }
  response.end();
}

function piecesOf(exchange: Exchange, behaviour: Extract<Behaviour, { kind: 'reply' }>): Buffer[] {
  const { protocol, asked } = exchange;
  if (!behaviour.pieces)
    return asked.stream ? protocol.events(asked, behaviour).map(event => Buffer.from(event)) : [Buffer.from(wireOf(exchange, behaviour))];
  const bytes = Buffer.from(wireOf(exchange, behaviour));
  const pieces: Buffer[] = [];
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = behaviour.pieces[i % behaviour.pieces.length]!;
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return pieces;
}

/** Ends early where the client has gone. */
function written(response: ServerResponse, piece: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    if (response.destroyed) return reject(new Error('the client has gone'));
    response.write(piece, error => (error ? reject(error) : resolve()));
  });
}

async function huge(response: ServerResponse, { protocol, asked }: Exchange, bytes: number): Promise<void> {
  const block = 'all work and no play '.repeat(3000);
  const wire = wireOf({ protocol, asked }, { kind: 'reply', text: 'HERE' });
  head(response, asked);
  const [before, after] = wire.split('HERE') as [string, string];
  // Streamed, every block is an event of its own.
  const between = asked.stream ? after.slice(0, after.indexOf('\n\n') + 2) + before.slice(before.lastIndexOf('\n\n') + 2) : '';
  await written(response, Buffer.from(before));
  for (let sent = 0; sent < bytes; sent += block.length) await written(response, Buffer.from(block + between));
  response.end(after);
}
