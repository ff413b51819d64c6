// What asking a model takes, for previews and evals in the editor: keys, recordings, a queue. Keys come with the request and are
// gone with it.

import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { URI } from 'vscode-uri';
import type { AskingEffects } from '../../evaluation/asking.ts';
import type { Config } from '../config.ts';
import { type Cast, castOf } from '../models/casting.ts';
import { localServers } from '../models/discovery.ts';
import { environmentKeys, profilesIn } from '../models/profiles.ts';
import { processQueue } from '../models/queue.ts';
import type { Keys } from '../models/secrets.ts';
import { recordingsUnder } from '../recordings.ts';
import { refusal } from '../refusal.ts';
import type { EditorModels } from './editor-models.ts';
import type { Folder } from './folders.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What the editor keeps for this very address comes first, then the environment: a config cannot lead a key elsewhere. */
export function keysFor(config: Config, given: Readonly<Record<string, string>>): Keys {
  const environment = environmentKeys(config, process.env);
  const profiles = profilesIn(config);
  return name => {
    const address = profiles.get(name)?.address ?? '';
    return Object.hasOwn(given, address) ? { kind: 'key', key: given[address]! } : environment(name);
  };
}

/** With a profile for each of the editor's own models that was chosen by its id, `editor/ID`. */
export function withEditorModels(config: Config, names: readonly string[]): Config {
  const chosen = names.filter(name => name.startsWith('editor/'));
  const added = chosen.map(name => [name, { provider: 'vscode' as const, model: name.slice('editor/'.length) }]);
  return chosen.length === 0 ? config : { ...config, models: { ...config.models, ...Object.fromEntries(added) } };
}

/** Who answers, judges and plays the user, where the user chose this model; nobody where there is no model at all. Throws a refusal where the chosen one cannot be had. */
export async function castWith(
  own: Config,
  chosen: string | undefined,
): Promise<{ readonly config: Config; readonly cast: Cast | undefined }> {
  if (chosen === undefined) return { config: own, cast: castOf(own, [], []) };
  const config = withEditorModels(own, [chosen]);
  // The chosen model answers previews; an eval whose agent names a profile keeps its own.
  if (Object.hasOwn(config.models ?? {}, chosen)) return { config, cast: castOf({ ...config, preview: chosen }, [], []) };
  const servers = await localServers();
  // Nobody else is asked in its place.
  if (!servers.some(({ name, models }) => models.some(model => chosen === `${name}/${model}`)))
    throw refusal(
      `${chosen}, which was chosen to answer, cannot be had: no server on this machine offers it, and polity.config.json does not name it. “Polity: Choose Model…” offers what there is.`,
    );
  return { config, cast: castOf(config, [chosen], servers) };
}

export const noModel = 'No model is chosen yet. “Polity: Choose Model…” offers what there is.';

interface Effects {
  readonly keys: Keys;
  readonly signal: AbortSignal;
  readonly editor: EditorModels;
}

export async function effectsFor(folder: Folder, { keys, signal, editor }: Effects): Promise<AskingEffects> {
  const { sending } = await import('../models/sending.ts');
  const timeoutSeconds = folder.config.eval?.timeoutSeconds ?? 60;
  return {
    send: sending({ keys, timeoutSeconds, signal, editor: editor({ signal, timeoutSeconds }) }),
    queue: processQueue(folder.config.eval?.concurrency ?? 4),
    recordings: recordingsFor(folder),
    hash: sha256,
    now: Date.now,
    sleep: milliseconds => sleep(milliseconds, undefined, { signal }).catch(() => undefined),
    cancelled: signal,
  };
}

/** Beside the specs on the disk; for what lies on no disk, nothing is kept. */
function recordingsFor({ uri, loose }: Folder): AskingEffects['recordings'] {
  const parsed = URI.parse(uri);
  if (parsed.scheme !== 'file' || loose) return { read: async () => undefined, write: async () => {} };
  return recordingsUnder(parsed.fsPath, sha256);
}
