// A workspace whose models are the scripted server.

import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Asked, says } from '../../evaluation/server/behaviour.ts';
import type { Scripted } from '../../evaluation/server/scripted.ts';
import { isJudge, steady } from '../../evaluation/server/scripts.ts';
import { root } from '../host/folder.ts';

const fixture = join(root, 'test', 'vscode', 'workspaces', 'preview');
export const advice = 'A fever in a child needs care, and a dose depends on weight. Please ask your clinician or a nurse line today.';

/** Careful where it was told to be. */
export const careful = (pause: number) => (asked: Asked) =>
  isJudge(asked) ? steady(asked) : says(asked.system === '' ? 'Give her 250 mg every six hours.' : advice, { pause });

const made: string[] = [];

export function workspaceFor(server: Scripted, config: object = {}): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'pp-')), 'preview');
  made.push(dirname(folder));
  cpSync(fixture, folder, { recursive: true });
  const model = (name: string, more: object = {}) => ({ provider: 'openai-compatible', baseURL: server.baseURL, model: name, ...more });
  const models = {
    scripted: model('scripted-small', { price: { input: 1, output: 3 } }),
    locked: model('scripted-large', { apiKeyEnv: 'POLITY_TEST_NO_KEY' }),
  };
  writeFileSync(join(folder, 'polity.config.json'), JSON.stringify({ models, preview: 'scripted', judges: ['scripted'], ...config }));
  return folder;
}

export function clearWorkspaces(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}
