// The user's settings, asked of a client that has some: `polity.rules`, for each folder. What the folder's configuration says
// comes first.

import { DidChangeConfigurationNotification } from 'vscode-languageserver';
import * as z from 'zod';
import type { Rules } from './folders.ts';
import type { Served } from './server.ts';
import { prefer } from './session.ts';

const severity = z.enum(['off', 'hint', 'info', 'warning', 'error']);
/** What a user mistyped is left aside, and the rest holds. */
const settings = z.object({ rules: z.record(z.string(), z.unknown()).nullish() }).nullish();

/** Asks to be told of changes, where the client can tell. */
export async function watchPreferences({ connection, client }: Served): Promise<void> {
  if (client.capabilities.workspace?.didChangeConfiguration?.dynamicRegistration !== true) return;
  await connection.client.register(DidChangeConfigurationNotification.type, { section: 'polity' }).catch(() => undefined);
}

/** Asks for the settings of the moment and takes them in. */
export async function readPreferences({ connection, client, session }: Served): Promise<void> {
  if (client.capabilities.workspace?.configuration !== true) return;
  const folders = session.folders.map(({ uri }) => uri);
  if (folders.length === 0) return;
  const replies: unknown = await connection.workspace.getConfiguration(folders.map(scopeUri => ({ scopeUri, section: 'polity' })));
  prefer(session, new Map(folders.map((uri, i) => [uri, rulesIn(Array.isArray(replies) ? replies[i] : undefined)])));
}

function rulesIn(reply: unknown): Rules {
  const rules = settings.safeParse(reply).data?.rules ?? {};
  return Object.fromEntries(
    Object.entries(rules).flatMap(([code, value]) => {
      const read = severity.safeParse(value);
      return read.success ? [[code, read.data]] : [];
    }),
  );
}
