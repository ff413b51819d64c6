// A page's line to the extension.

import type * as z from 'zod';
import type { FromPage, ToPage } from './messages.ts';

const api = acquireVsCodeApi();

export function send(message: FromPage): void {
  api.postMessage(message);
}

/**
 * What a page keeps while its tab is covered by another, and over a reload: what its user typed and chose. What was kept and does not
 * fit is as if it were not there.
 */
export function kept<Kept>(schema: z.ZodType<Kept>): Kept | undefined {
  return schema.safeParse(api.getState()).data;
}

export function keep(what: object): void {
  api.setState({ ...(api.getState() as object | undefined), ...what });
}

/** Hears what fits the schema, and nothing else; says that the page is ready. `uri` is kept, so that the page comes back after a reload. */
export function listen<Data>(schema: z.ZodType<ToPage<Data>>, heard: (message: ToPage<Data>) => void): void {
  window.addEventListener('message', event => {
    const read = schema.safeParse(event.data);
    if (!read.success) return console.error('A message of the extension was not understood.', read.error.message);
    if (read.data.kind === 'show') keep({ uri: read.data.uri });
    heard(read.data);
  });
  send({ kind: 'ready' });
}
