// Text in the making, line by line, some of its words leading to places. Knows no editor.

import type { Location } from '../server/features/protocol.ts';

export interface WrittenLink {
  readonly line: number;
  /** In UTF-16 units from the start of the line. */
  readonly start: number;
  readonly end: number;
  readonly at: Location;
}

export interface Writing {
  readonly text: string;
  readonly links: readonly WrittenLink[];
}

/** A word that leads somewhere. */
export interface Linked {
  readonly text: string;
  readonly at: Location;
}

export type Piece = string | Linked;

/** Lines of pieces, as text and links. */
export function written(lines: readonly (readonly Piece[])[]): Writing {
  const links: WrittenLink[] = [];
  const texts = lines.map((pieces, line) => {
    let text = '';
    for (const piece of pieces) {
      if (typeof piece === 'string') text += piece;
      else {
        links.push({ line, start: text.length, end: text.length + piece.text.length, at: piece.at });
        text += piece.text;
      }
    }
    return text;
  });
  return { text: `${texts.join('\n')}\n`, links };
}
