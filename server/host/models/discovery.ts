// Model servers on this machine. Only loopback is asked, only for the names of models, and only where nothing is configured or someone wants to know.

import * as z from 'zod';
import type { Profile } from '../../evaluation/call.ts';

export interface LocalServer {
  /** As in `--model ollama/llama3.2`. */
  readonly name: string;
  readonly title: string;
  readonly address: string;
  readonly models: readonly string[];
}

export interface Place {
  readonly name: string;
  readonly title: string;
  readonly port: number;
}

export const usualPlaces: readonly Place[] = [
  { name: 'ollama', title: 'Ollama', port: 11434 },
  { name: 'lmstudio', title: 'LM Studio', port: 1234 },
  { name: 'llamacpp', title: 'llama.cpp', port: 8080 },
];

const listing = z.object({ data: z.array(z.object({ id: z.string().min(1).max(200) })).max(10_000) });

/** Those that answer within `milliseconds`, in the order of `places`. */
export async function localServers(places: readonly Place[] = usualPlaces, milliseconds = 500): Promise<LocalServer[]> {
  const found = await Promise.all(places.map(place => serverAt(place, milliseconds)));
  return found.filter(server => server !== undefined);
}

async function serverAt({ name, title, port }: Place, milliseconds: number): Promise<LocalServer | undefined> {
  const address = `http://127.0.0.1:${port}/v1`;
  const models = await modelsAt(address, {}, milliseconds);
  return models && { name, title, address, models };
}

/** The models that a server of the OpenAI protocol lists; undefined where none answers so. */
export async function modelsAt(
  address: string,
  headers: Readonly<Record<string, string>>,
  milliseconds: number,
): Promise<string[] | undefined> {
  try {
    const response = await fetch(`${address}/models`, { headers, redirect: 'error', signal: AbortSignal.timeout(milliseconds) });
    const text = await response.text();
    const result = response.ok && text.length < 4_000_000 ? listing.safeParse(JSON.parse(text)) : undefined;
    return result?.success ? result.data.data.map(({ id }) => id) : undefined;
  } catch {
    return undefined;
  }
}

/** The profile that a server and one of its models make. */
export function discoveredProfile({ name, address }: LocalServer, model: string): Profile {
  return { name: `${name}/${model}`, provider: 'openai-compatible', address, model, parameters: {} };
}
