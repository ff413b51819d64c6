// What authors bring along from other notations and from word processors, and how the language writes it.

export interface Habit {
  readonly message: string;
  readonly instead?: string;
}

/** Soft hyphens, blanks of no width, marks of direction: pasted along, and seen by nobody. */
const invisible = /[\u00ad\u200b-\u200f\u2060-\u2064]/g;

const joining: Readonly<Record<string, string>> = { '&&': 'and', '&': 'and' };

/** What is said of a sign that has no place where it stands; nothing where it is not a habit. */
export function habitOf(image: string): Habit | undefined {
  const visible = image.replace(invisible, '');
  if (visible !== image) {
    const message = 'An invisible character stands here, as word processors leave them when text is copied. Remove it.';
    return { message: visible === '' ? message : `${message.slice(0, -10)}Write \`${visible}\` anew.`, instead: visible };
  }
  if (image === ';') return { message: 'No `;` is needed: each statement ends where the next begins. Remove it.', instead: '' };
  if (image === ',')
    return { message: 'No `,` is needed here: each statement ends where the next begins. Between two conditions write `and`.' };
  if (image === ':' || image === '=') return { message: `No \`${image}\` is needed here. Remove it.`, instead: '' };
  const meant = Object.hasOwn(joining, image) ? joining[image]! : undefined;
  return meant === undefined ? undefined : { message: `\`${image}\` is written \`${meant}\` here.`, instead: meant };
}

const comparing: Readonly<Record<string, string>> = {
  '=': 'is',
  '==': 'is',
  '===': 'is',
  '!=': 'is not',
  '≠': 'is not',
  '≥': '>=',
  '≤': '<=',
  '=>': '>=',
  '=<': '<=',
};

/** How the language writes a comparison. */
export const comparisonOf = (sign: string): string | undefined => (Object.hasOwn(comparing, sign) ? comparing[sign] : undefined);

/** A word in capitals, as the language writes it. */
export function inSmallLetters(image: string, among: readonly string[]): string | undefined {
  const small = image.toLowerCase();
  return small !== image && among.includes(small) ? small : undefined;
}

export const smallLetters = (image: string, small: string): string =>
  `The words of the language are written in small letters: \`${small}\`, not \`${image}\`.`;

/** Words that people say between `must` and what is to be done. */
export function fillerOf(word: string): Habit | undefined {
  if (word === 'never') return { message: 'What is never to be done is written with `not`: `must not`, `should not`.', instead: 'not' };
  if (word === 'only')
    return {
      message: '`only` says two things at once. Write what may or must be done, and with `must not` what is ruled out beside it.',
      instead: '',
    };
  const needless = word === 'always' || word === 'to';
  return needless ? { message: `No \`${word}\` is needed: the name of the action follows at once. Remove it.`, instead: '' } : undefined;
}
