// Keys: where they come from, and that they go nowhere else.

/** Finds the key of a profile by the profile's name: in the environment for the command, in SecretStorage for the editor. */
export type Keys = (profile: string) => KeyReading;

export type KeyReading =
  | { readonly kind: 'key'; readonly key: string }
  /** The profile asks for none. */
  | { readonly kind: 'none' }
  /** It names an environment variable that is not set. */
  | { readonly kind: 'missing'; readonly variable: string };

/** Shorter ones are no secrets, and striking them out would mangle replies. */
const shortestSecret = 6;

/** Takes a key out of whatever a server sends back, also from a log line or an error. */
export function struckOut(text: string, key: string | undefined): string {
  if (key === undefined || key.length < shortestSecret || text === '') return text;
  return text.replaceAll(key, mark).replaceAll(encodeURIComponent(key), mark);
}

const mark = '[key]';

/**
 * The same for a text that comes in pieces: holds back an end that may be the beginning of the key. `flush` gives what was held.
 */
export function strikingOut(
  key: string | undefined,
  onText: (piece: string) => void,
): { readonly push: (piece: string) => void; readonly flush: () => void } {
  if (key === undefined || key.length < shortestSecret) return { push: onText, flush: () => {} };
  let held = '';
  const give = (text: string) => {
    if (text !== '') onText(text);
  };
  return {
    push: piece => {
      const text = struckOut(held + piece, key);
      const keep = overlap(text, key);
      held = text.slice(text.length - keep);
      give(text.slice(0, text.length - keep));
    },
    flush: () => {
      give(held);
      held = '';
    },
  };
}

/** How many characters at the end of the text are the beginning of the key. */
function overlap(text: string, key: string): number {
  for (let length = Math.min(text.length, key.length - 1); length > 0; length--) if (key.startsWith(text.slice(-length))) return length;
  return 0;
}
