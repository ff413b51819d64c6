// The wire under the SDK: sees every request and answer, so that a server's misbehaviour is told apart here, once for all providers.

import type { Profile } from '../../evaluation/call.ts';
import { errorOf, failureOfConnection, failureOfStatus, garbled } from './failures.ts';

/** A reply of more bytes than this is no reply. */
export const largestReply = 4 * 1024 * 1024;

/** A `fetch` that throws an explained error for whatever is no good answer, follows no redirect and stops reading at `largestReply`. */
export function guardedFetch(profile: Profile, key: string | undefined): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await connected(profile, input, init);
    if (!response.ok) {
      const body = await bodyOf(profile, response, 64 * 1024, true);
      throw errorOf(failureOfStatus(profile, response, { body, key }));
    }
    const type = response.headers.get('content-type') ?? '';
    if (/\bhtml\b/.test(type)) {
      await response.body?.cancel();
      throw errorOf(garbled(profile, 'a web page'));
    }
    if (type.includes('event-stream')) return new Response(limited(profile, response), response);
    return new Response(await bodyOf(profile, response, largestReply, false), response);
  };
}

type FetchArguments = Parameters<typeof globalThis.fetch>;

async function connected(profile: Profile, ...[input, init]: FetchArguments): Promise<Response> {
  try {
    return await globalThis.fetch(input, { ...init, redirect: 'manual' });
  } catch (error) {
    throw isAbort(error) ? error : errorOf(failureOfConnection(profile, error));
  }
}

export const isAbort = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError');

/** The whole text; `cut` gives what fits where there is more. */
async function bodyOf(profile: Profile, response: Response, limit: number, cut: boolean): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length;
      text += decoder.decode(chunk, { stream: true });
      if (bytes > limit && cut) return text.slice(0, limit);
      if (bytes > limit) throw errorOf(tooLarge(profile));
    }
  } catch (error) {
    if (cut) return text;
    throw isAbort(error) || !isNetwork(error) ? error : errorOf(failureOfConnection(profile, error));
  }
  return text + decoder.decode();
}

/** What undici throws from a body that broke off. */
const isNetwork = (error: unknown): boolean => error instanceof TypeError || (error instanceof Error && 'code' in error);

const tooLarge = (profile: Profile) => garbled(profile, `more than ${largestReply / 1024 / 1024} MB`);

function limited(profile: Profile, response: Response): ReadableStream<Uint8Array> | null {
  let bytes = 0;
  const reader = response.body?.getReader();
  if (!reader) return null;
  return new ReadableStream<Uint8Array>({
    pull: async controller => {
      try {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        bytes += value.length;
        if (bytes > largestReply) throw errorOf(tooLarge(profile));
        controller.enqueue(value);
      } catch (error) {
        await reader.cancel().catch(() => {});
        controller.error(isNetwork(error) && !isAbort(error) ? errorOf(failureOfConnection(profile, error)) : error);
      }
    },
    cancel: reason => reader.cancel(reason),
  });
}
