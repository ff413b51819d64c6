// Norms whose meaning changed, each with what is now stricter or looser, and where.

import { textOfNorm } from '../../analysis/norms/naming.ts';
import type { NormChange } from '../../analysis/norms/review.ts';
import type { Norm } from '../../analysis/norms/world.ts';
import type { ReviewMark, ReviewResult } from '../../features/review-protocol.ts';
import { exampleOf, isWords, shareOf, signOf, wasWords, whenOf } from '../../reporting/difference.ts';
import type { DifferenceJson } from '../../reporting/shapes.ts';
import type { Places } from './review-places.ts';

type Action = DifferenceJson['actions'][number];
type Change = Action['changes'][number];
type Normed = DifferenceJson['norms'][number];

/** What a norm makes of its action: the statuses that it can be the reason of. */
const makes: Readonly<Record<Norm['modality'], readonly Change['to'][]>> = {
  must: ['required', 'conflicted'],
  'must not': ['forbidden', 'conflicted'],
  may: ['permitted'],
  should: [],
  'should not': [],
};
const modalityOf = (text: string | undefined): Norm['modality'] | undefined =>
  /^(must not|must|should not|should|may)\b/.exec(text ?? '')?.[1] as Norm['modality'] | undefined;

export function marksOf(places: Places, { actions, norms, conflicts }: DifferenceJson, revision: string): ReviewMark[] {
  const told = new Set<Change>();
  const changed = norms.flatMap(one => markOf(places, one, { actions, told, revision }));
  const marked = new Set(changed.map(({ at }) => JSON.stringify(at)));
  const others = actions.flatMap(action => marksAround(places, action, { told, marked, revision }));
  return together([...changed, ...others, ...conflictMarks(places, conflicts.introduced)]);
}

/** One mark for each place: its sign is the gravest, its title what the author can least see elsewhere. */
function together(marks: readonly ReviewMark[]): ReviewMark[] {
  return [...Map.groupBy(marks, ({ at }) => JSON.stringify(at)).values()].map(([first, ...more]) => {
    if (!first || more.length === 0) return first!;
    const all = [first, ...more];
    const worst = (order: readonly ReviewMark['sign'][]) => all.toSorted((a, b) => order.indexOf(a.sign) - order.indexOf(b.sign))[0]!;
    const { title } = worst(['stricter', 'looser', 'conflict', 'other']);
    const { sign } = worst(['conflict', 'stricter', 'looser', 'other']);
    return { ...first, sign, title, lines: [...new Set(all.flatMap(({ lines }) => lines))] };
  });
}

interface Telling {
  readonly actions: readonly Action[];
  /** Changes that some norm accounts for. */
  readonly told: Set<Change>;
  readonly revision: string;
}

/** A norm that reads otherwise, is new, or is gone: then its principle stands for it, if that is still there. */
function markOf(places: Places, { principle, change, from, to }: Normed, { actions, told, revision }: Telling): ReviewMark[] {
  const norm = places.world.norms.find(one => one.principle.name === principle && textOfNorm(places.world, one) === to);
  const at = norm ? places.normAt(norm) : places.at('principle', principle);
  const action = actionOf(from ?? to, norm);
  const [was, is] = [modalityOf(from), modalityOf(to)];
  const fits = (one: Change) => (is !== undefined && makes[is].includes(one.to)) || (was !== undefined && makes[was].includes(one.from));
  const own = (actions.find(one => one.action === action)?.changes ?? []).filter(fits);
  for (const one of own) told.add(one);
  if (!at) return [];
  const reads = [...(from === undefined ? [] : [`Before: ${from}`]), ...(to === undefined ? [] : [`Now: ${to}`])];
  return [{ at, principle, ...summary(own, { change, revision }), lines: [...own.map(one => sentence(action ?? '', one)), ...reads] }];
}

/** The name of the norm's action, as the document writes it; prose norms have none. */
const actionOf = (text: string | undefined, norm: Norm | undefined): string | undefined =>
  norm?.act?.name ?? /^(?:must not|must|should not|should|may)\s+([\p{L}\p{N}_.]+)/u.exec(text ?? '')?.[1];

const plainWords: Readonly<Record<NormChange['change'], (revision: string) => string>> = {
  added: revision => `new since ${revision}`,
  removed: revision => `a norm is gone since ${revision}`,
  weakened: revision => `weaker than ${revision}`,
  strengthened: revision => `stronger than ${revision}`,
  reversed: revision => `turned round since ${revision}`,
  condition: revision => `applies elsewhere than ${revision}`,
};

/** "stricter than main when audience is minor": the direction that weighs more first. */
function summary(
  changes: readonly Change[],
  { change, revision }: { change: NormChange['change']; revision: string },
): Pick<ReviewMark, 'sign' | 'title'> {
  const direction = directionOf(changes, revision);
  return direction ?? { sign: 'other', title: plainWords[change](revision) };
}

function directionOf(changes: readonly Change[], revision: string): Pick<ReviewMark, 'sign' | 'title'> | undefined {
  for (const [sign, words] of directions) {
    const [first, ...more] = changes.filter(one => signOf(one) === sign);
    if (!first) continue;
    const rest = more.length > 0 ? ` and ${more.length} more` : '';
    return { sign, title: `${words(revision, whenOf(first))}${rest}` };
  }
  const [other] = changes;
  return other && { sign: 'other', title: `${isWords[other.to]} ${whenOf(other)}; in ${revision} it ${wasWords[other.from]}` };
}

const directions = [
  ['conflict', (revision: string, when: string) => `contradicted ${when}, unlike in ${revision}`],
  ['stricter', (revision: string, when: string) => `stricter than ${revision} ${when}`],
  ['looser', (revision: string, when: string) => `looser than ${revision} ${when}`],
] as const;

function sentence(action: string, change: Change): string {
  const share = shareOf(change);
  const example = exampleOf(change);
  const tail = `${share === '' ? '' : `, ${share}`}${example === '' ? '' : `; for example when ${example}`}`;
  return `${action} ${wasWords[change.from]} and is now ${isWords[change.to]} ${whenOf(change)}${tail}.`;
}

interface Around {
  readonly told: ReadonlySet<Change>;
  readonly marked: Set<string>;
  readonly revision: string;
}

/** What no norm's own words account for: the norms that now make it so read as before, and something around them changed. */
function marksAround(places: Places, { action, changes }: Action, { told, marked, revision }: Around): ReviewMark[] {
  return places.world.norms.flatMap(norm => {
    if (norm.act?.name !== action) return [];
    const own = changes.filter(one => !told.has(one) && (makes[norm.modality].includes(one.to) || makes[norm.modality].includes(one.from)));
    const direction = directionOf(own, revision);
    const at = direction && places.normAt(norm);
    if (!at || marked.has(JSON.stringify(at))) return [];
    marked.add(JSON.stringify(at));
    const lines = [...own.map(one => sentence(action, one)), 'The norm reads as before: what changed stands elsewhere in the spec.'];
    return [{ at, principle: norm.principle.name, ...direction, lines }];
  });
}

function conflictMarks(places: Places, introduced: DifferenceJson['conflicts']['introduced']): ReviewMark[] {
  return introduced.flatMap(({ norms = [], message, when }) =>
    norms.flatMap(({ principle, text }, i) => {
      const at = places.norm(principle, text);
      const other = norms[norms.length - 1 - i];
      if (!at) return [];
      const where = when === undefined || when === 'always' ? '' : ` when ${when}`;
      const title = `conflicts with ${other && other.principle !== principle ? other.principle : 'another norm'}${where}`;
      return [{ at, principle, sign: 'conflict' as const, title, lines: [message] }];
    }),
  );
}

/** One line above each of the document's own principles: what its norms come to, else how its words changed. */
export function lensesOf(
  places: Places,
  { principles }: DifferenceJson,
  { marks, revision }: Pick<ReviewResult, 'marks' | 'revision'>,
): ReviewResult['lenses'] {
  return places.world.principles.flatMap(({ name, own }) => {
    const at = own ? places.at('principle', name) : undefined;
    if (!at) return [];
    const titles = [...new Set(marks.filter(one => one.principle === name).map(({ title }) => title))];
    const words = principles.filter(one => one.name === name).map(({ change }) => `${wordsOf[change]} ${revision}`);
    const said = titles.length > 0 ? titles : [...new Set(words)];
    if (said.length === 0) return [];
    const shown = said.slice(0, 2).map(short).join(' · ');
    return [{ at, title: said.length > 2 ? `${shown} · ${said.length - 2} more` : shown }];
  });
}

const wordsOf = {
  added: 'new since',
  removed: 'gone since',
  renamed: 'renamed since',
  reworded: 'reworded since',
  norms: 'ruling otherwise than',
};
const short = (text: string): string => (text.length > 90 ? `${text.slice(0, 89).replace(/\s\S*$/, '')} …` : text);
