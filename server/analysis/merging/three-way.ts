// The merge of three lists of pieces. Pieces are told by what they are about, and of several about the same by what they say.

import { entry } from '../memo.ts';
import type { Inner, Piece } from './pieces.ts';

export interface Sides {
  readonly base: readonly Piece[];
  readonly ours: readonly Piece[];
  readonly theirs: readonly Piece[];
}

/** A place in the result: one text, or two that somebody has to choose between. */
export type Merged =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'conflict'; readonly lead: string; readonly ours: string; readonly theirs: string };

type Keyed = ReadonlyMap<string, Piece>;

/** In order: what stays of the side that moved things (ours, if both or none did), and what the other one added after its neighbour there. */
export function mergedPieces({ base, ours, theirs }: Sides): readonly Merged[] {
  const keys = baseKeys(base);
  const old: Keyed = new Map(base.map((piece, i) => [keys[i]!, piece]));
  const [our, their] = [keyed(base, keys, ours), keyed(base, keys, theirs)];
  const moved = (side: Keyed) => {
    const known = [...side.keys()].filter(key => old.has(key));
    return known.join('\0') !== keys.filter(key => side.has(key)).join('\0');
  };
  const [main, other] = moved(their) && !moved(our) ? [their, our] : [our, their];
  const order = [...main.keys()];
  let before: string | undefined;
  for (const key of other.keys()) {
    if (!main.has(key)) order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, key);
    before = key;
  }
  return order.flatMap(key => mergedPiece(old.get(key), our.get(key), their.get(key)));
}

/** `about`, numbered where several are about the same. */
function baseKeys(base: readonly Piece[]): string[] {
  const seen = new Map<string, number>();
  return base.map(({ about }) => {
    const nth = seen.get(about) ?? 0;
    seen.set(about, nth + 1);
    return `${about}\0${nth}`;
  });
}

const saying = ({ text }: Piece): string => text.replace(/\s+/g, ' ');

/** The keys of the base where a piece is that one: says the same, else is about the same in the same turn. New ones go by what they say. */
function keyed(base: readonly Piece[], keys: readonly string[], side: readonly Piece[]): Keyed {
  const left = new Map<string, { readonly key: string; readonly text: string }[]>();
  for (const [i, piece] of base.entries()) entry(left, piece.about, () => []).push({ key: keys[i]!, text: saying(piece) });
  const found = new Map<Piece, string>();
  for (const piece of side) {
    const group = left.get(piece.about) ?? [];
    const at = group.findIndex(({ text }) => text === saying(piece));
    if (at >= 0) found.set(piece, group.splice(at, 1)[0]!.key);
  }
  for (const piece of side)
    if (!found.has(piece)) {
      const next = left.get(piece.about)?.shift();
      if (next) found.set(piece, next.key);
    }
  const named = isNamed(base, side);
  const taken = new Map<string, number>();
  return new Map(
    side.map(piece => {
      const known = found.get(piece);
      if (known !== undefined) return [known, piece];
      const own = named(piece.about) ? `+${piece.about}` : `+${piece.about}\0${saying(piece)}`;
      const nth = taken.get(own) ?? 0;
      taken.set(own, nth + 1);
      return [`${own}\0${nth}`, piece];
    }),
  );
}

/** Both sides may add a declaration of one name: that is the same declaration, whatever they say. */
const isNamed = (_: readonly Piece[], side: readonly Piece[]) => (about: string) =>
  about.includes(' ') && !about.startsWith('norm ') && side.filter(piece => piece.about === about).length === 1;

function mergedPiece(base: Piece | undefined, ours: Piece | undefined, theirs: Piece | undefined): Merged[] {
  const whole = (piece: Piece | undefined) => (piece ? piece.lead + piece.text : '');
  const [was, our, their] = [whole(base), whole(ours), whole(theirs)];
  if (our === their || their === was) return text(our);
  if (our === was) return text(their);
  const conflict = (): Merged[] => {
    const lead = (ours ?? theirs)!.lead;
    return [{ kind: 'conflict', lead, ours: ours ? withoutLead(ours, lead) : '', theirs: theirs ? withoutLead(theirs, lead) : '' }];
  };
  // Blanks alone are no change to lose.
  if (!ours || !theirs) {
    const kept = (ours ?? theirs)!;
    return base && saying(base) === saying(kept) && base.lead.trim() === kept.lead.trim() ? [] : conflict();
  }
  const lead = chosen(base?.lead, ours.lead, theirs.lead);
  if (lead === undefined) return conflict();
  const body = chosen(base?.text, ours.text, theirs.text);
  if (body !== undefined) return text(lead + body);
  const inner = base?.inner && ours.inner && theirs.inner ? mergedInner(base.inner, ours.inner, theirs.inner) : undefined;
  return inner ? [...text(lead), ...inner] : [{ kind: 'conflict', lead, ours: ours.text, theirs: theirs.text }];
}

const text = (some: string): Merged[] => (some === '' ? [] : [{ kind: 'text', text: some }]);

/** What stands before may hold remarks: where the two differ, each keeps its own. */
const withoutLead = (piece: Piece, lead: string): string => (piece.lead === lead ? piece.text : piece.lead.trimStart() + piece.text);

/** The one that changed, if it was one alone; of differences in blanks alone, ours. */
function chosen(base: string | undefined, ours: string, theirs: string): string | undefined {
  if (ours === theirs || theirs === base) return ours;
  if (ours === base) return theirs;
  const plain = (some: string) => some.replace(/\s+/g, ' ').trim();
  // Between quotes blanks are text.
  if (/["']/.test(ours + theirs) || plain(ours) !== plain(theirs)) return undefined;
  return ours;
}

function mergedInner(base: Inner, ours: Inner, theirs: Inner): Merged[] | undefined {
  const head = chosen(base.head, ours.head, theirs.head);
  const tail = chosen(base.tail, ours.tail, theirs.tail);
  if (head === undefined || tail === undefined) return undefined;
  return [...text(head), ...mergedPieces({ base: base.pieces, ours: ours.pieces, theirs: theirs.pieces }), ...text(tail)];
}
