// The little of GitHub's REST API that is needed: https://docs.github.com/rest (comments of issues, code scanning).

import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import * as z from 'zod';

export interface Api {
  readonly address: string;
  readonly repository: string;
  readonly token: string;
  /** Milliseconds before the first repetition. */
  readonly patience?: number;
}

/** At the head of the comment: by it the comment is found again. */
export const mark = '<!-- polity-review -->';

const commentsShape = z.array(
  z.looseObject({ id: z.int(), body: z.string().nullish(), user: z.looseObject({ type: z.string() }).nullish() }),
);

/** Keeps one comment up to date; where there is none, and nothing to say, there will be none. */
export async function keepComment(
  api: Api,
  number: number,
  body: string | undefined,
): Promise<'written' | 'changed' | 'unchanged' | 'none'> {
  const text = body === undefined ? undefined : `${mark}\n${body}`;
  const known = await ownComment(api, number);
  if (known) {
    const next = text ?? `${mark}\n### Polity: nothing changed in meaning.\n`;
    if (known.body?.replaceAll('\r\n', '\n') === next) return 'unchanged';
    await asked(api, `issues/comments/${known.id}`, { method: 'PATCH', body: { body: next } });
    return 'changed';
  }
  if (text === undefined) return 'none';
  await asked(api, `issues/${number}/comments`, { method: 'POST', body: { body: text } });
  return 'written';
}

/** Only a bot's: a person may quote the mark. */
async function ownComment(api: Api, number: number): Promise<z.infer<typeof commentsShape>[number] | undefined> {
  for (let page = 1; page <= 100; page++) {
    const comments = commentsShape.parse(await asked(api, `issues/${number}/comments?per_page=100&page=${page}`, { method: 'GET' }));
    const own = comments.find(({ body, user }) => user?.type === 'Bot' && body?.startsWith(mark));
    if (own || comments.length < 100) return own;
  }
  return undefined;
}

export async function uploadSarif(
  api: Api,
  { sarif, sha, ref }: { readonly sarif: string; readonly sha: string; readonly ref: string },
): Promise<void> {
  await asked(api, 'code-scanning/sarifs', {
    method: 'POST',
    body: { commit_sha: sha, ref, sarif: gzipSync(sarif).toString('base64'), tool_name: 'Polity' },
  });
}

interface Question {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly body?: unknown;
}

const attempts = 4;

/** The JSON of the answer. What may be over soon is asked again; throws what GitHub says otherwise. */
async function asked(api: Api, path: string, { method, body }: Question): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(`${api.address}/repos/${api.repository}/${path}`, {
      method,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${api.token}`,
        'content-type': 'application/json',
        'user-agent': 'polity',
        'x-github-api-version': '2022-11-28',
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    if (response.ok) return text === '' ? undefined : JSON.parse(text);
    const again = response.status >= 500 || response.status === 429;
    if (!again || attempt === attempts)
      throw new Error(`GitHub answers ${response.status} to ${method} ${path.split('?')[0]}: ${saidIn(text)}`);
    const asks = Number(response.headers.get('retry-after') ?? 0) * 1000;
    await sleep(Math.min(60_000, Math.max(asks, (api.patience ?? 1000) * 2 ** (attempt - 1))));
  }
}

function saidIn(text: string): string {
  try {
    return z.looseObject({ message: z.string() }).parse(JSON.parse(text)).message.split('\n')[0]!;
  } catch {
    return 'no reason given';
  }
}
