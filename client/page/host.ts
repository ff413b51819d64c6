// A page's line to the extension.

import type * as z from 'zod';
import type { FromPage, ToPage } from './messages.ts';

const api = acquireVsCodeApi();

export function send(message: FromPage): void {
  api.postMessage(message);
}

/** Hears what fits the schema, and nothing else; says that the page is ready. `uri` is kept, so that the page comes back after a reload. */
export function listen<Data>(schema: z.ZodType<ToPage<Data>>, heard: (message: ToPage<Data>) => void): void {
  window.addEventListener('message', event => {
    const read = schema.safeParse(event.data);
    if (!read.success) return console.error('A message of the extension was not understood.', read.error.message);
    if (read.data.kind === 'show') api.setState({ uri: read.data.uri });
    heard(read.data);
  });
  send({ kind: 'ready' });
}
