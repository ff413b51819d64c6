// Profiles of polity.config.json as calls carry them, and where their keys are.

import type { Profile } from '../../evaluation/call.ts';
import type { Config, ModelProfile } from '../config.ts';
import type { Keys } from './secrets.ts';

const anthropicAddress = 'https://api.anthropic.com/v1';

/** Without any secret: the config holds none. */
export function profileOf(name: string, model: ModelProfile): Profile {
  const { contextWindow, price } = model;
  const base = { name, provider: model.provider, contextWindow, price };
  switch (model.provider) {
    case 'openai-compatible':
    case 'anthropic':
      return {
        ...base,
        address: addressOf(model.baseURL ?? anthropicAddress),
        model: model.model,
        parameters: { temperature: model.temperature, maxTokens: model.maxOutputTokens },
      };
    case 'vscode':
      return { ...base, address: '', model: model.model ?? '', parameters: {}, sampling: 'uncontrolled' };
  }
}

const addressOf = (url: string): string => url.replace(/\/+$/, '');

export const profilesIn = ({ models = {} }: Config): Map<string, Profile> =>
  new Map(Object.entries(models).map(([name, model]) => [name, profileOf(name, model)]));

/** Keys from the environment, by what `apiKeyEnv` names. */
export function environmentKeys({ models = {} }: Config, env: Readonly<Record<string, string | undefined>>): Keys {
  return name => {
    const model = models[name];
    const variable = model && 'apiKeyEnv' in model ? model.apiKeyEnv : undefined;
    if (variable === undefined) return { kind: 'none' };
    const key = env[variable];
    return key === undefined || key === '' ? { kind: 'missing', variable } : { kind: 'key', key };
  };
}
