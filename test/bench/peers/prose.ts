// Linters of English prose at large, for comparison: write-good and retext-intensify.

import { retext } from 'retext';
import retextIntensify from 'retext-intensify';
import writeGood from 'write-good';

export interface ProseLinter {
  readonly name: string;
  /** The stretches of a text that it speaks of. */
  readonly lint: (text: string) => readonly { readonly start: number; readonly end: number }[];
}

const intensify = retext().use(retextIntensify).freeze();

export const proseLinters: readonly ProseLinter[] = [
  { name: 'write-good', lint: text => writeGood(text).map(({ index, offset }) => ({ start: index, end: index + offset })) },
  {
    name: 'retext-intensify',
    lint: text => {
      const file = intensify.processSync(text);
      return file.messages.map(({ place }) => {
        const at = place && 'start' in place ? place : undefined;
        return { start: at?.start.offset ?? 0, end: at?.end.offset ?? 0 };
      });
    },
  },
];
