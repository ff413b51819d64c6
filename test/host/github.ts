// GitHub's API on this machine, as far as the action asks for it.

import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Comment {
  id: number;
  body: string;
  user: { type: string };
}

/** As much of GitHub's API as the action asks for. */
export interface GitHub {
  readonly address: string;
  readonly comments: Comment[];
  readonly asked: string[];
  readonly sarifs: { sarif: string; commit_sha: string; ref: string }[];
  /** Statuses to answer with before anything else. */
  readonly failures: number[];
  readonly server: Server;
}

export async function gitHub(): Promise<GitHub> {
  const state = { comments: [] as Comment[], asked: [] as string[], sarifs: [] as GitHub['sarifs'], failures: [] as number[] };
  const server = createServer((request, response) => {
    void answer(state, request).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return { ...state, server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

type State = Pick<GitHub, 'comments' | 'asked' | 'sarifs' | 'failures'>;

async function answer({ comments, asked, sarifs, failures }: State, request: IncomingMessage): Promise<{ status: number; body: unknown }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const sent = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString('utf8')) : undefined;
  const url = new URL(request.url!, 'http://x');
  asked.push(`${request.method} ${url.pathname}`);
  const failure = failures.shift();
  if (failure !== undefined) return { status: failure, body: { message: 'Resource not accessible by integration' } };
  if (request.headers.authorization !== 'Bearer t0ken') return { status: 401, body: { message: 'Bad credentials' } };
  if (request.method === 'GET') {
    const page = Number(url.searchParams.get('page'));
    return { status: 200, body: comments.slice((page - 1) * 100, page * 100) };
  }
  if (url.pathname.endsWith('/code-scanning/sarifs')) {
    sarifs.push(sent);
    return { status: 202, body: { id: '1' } };
  }
  if (sent.body.length > 65_536) return { status: 422, body: { message: 'Validation Failed' } };
  if (request.method === 'PATCH') {
    comments.find(({ id }) => url.pathname.endsWith(`/comments/${id}`))!.body = sent.body;
    return { status: 200, body: {} };
  }
  comments.push({ id: comments.length + 1, body: sent.body, user: { type: 'Bot' } });
  return { status: 201, body: {} };
}
