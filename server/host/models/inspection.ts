// Whether a profile's model can be had, without asking it anything.

import { nearest } from '../../../grammar/names.ts';
import type { Profile } from '../../evaluation/call.ts';
import { isLocal } from '../../evaluation/call.ts';
import { modelsAt } from './discovery.ts';
import { type Keys, struckOut } from './secrets.ts';

export interface Inspection {
  readonly ok: boolean;
  /** One line: what was found, and what to do. Holds no key. */
  readonly line: string;
}

const patience = 3000;

export async function inspected(profile: Profile, keys: Keys): Promise<Inspection> {
  const { name, provider, address, model } = profile;
  if (provider === 'vscode') return { ok: true, line: `${name}: one of the editor's own models, which only VS Code can ask` };
  const reading = keys(name);
  if (reading.kind === 'missing')
    return { ok: false, line: `${name}: the environment variable ${reading.variable}, which holds its key, is not set` };
  const key = reading.kind === 'key' ? reading.key : undefined;
  if (key !== undefined && /^http:/i.test(address) && !isLocal(address))
    return { ok: false, line: `${name}: its key would go to ${address} unencrypted; use an https address` };
  const models = await modelsAt(address, headersOf(provider, key), patience);
  const clean = (text: string) => struckOut(text, key);
  if (!models) return { ok: false, line: `${name}: no list of models at ${address}/models; is the server running, and the key right?` };
  if (models.includes(model)) return { ok: true, line: `${name}: ${model} at ${address} answers` };
  const near = nearest(model, models);
  const known = near
    ? `; did you mean ${near}?`
    : models.length > 0
      ? `; it has ${models.slice(0, 5).join(', ')}${models.length > 5 ? ' …' : ''}`
      : '; it has none';
  return { ok: false, line: clean(`${name}: ${address} does not list ${model}${known}`) };
}

function headersOf(provider: string, key: string | undefined): Record<string, string> {
  if (provider === 'anthropic') return { 'anthropic-version': '2023-06-01', ...(key !== undefined && { 'x-api-key': key }) };
  return key === undefined ? {} : { authorization: `Bearer ${key}` };
}
