// Random specs that read without a problem, with blanks, line ends and comments wherever they may stand.

/** A stream of numbers from 0 to 1 that a seed decides (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A piece of text; `glued` to the line of the piece before it; `close` to the piece itself. */
interface Piece {
  readonly text: string;
  readonly glued?: boolean;
  readonly close?: boolean;
}
type Pieces = readonly Piece[];

export interface Dice {
  readonly below: (n: number) => number;
  readonly chance: (p: number) => boolean;
  readonly pick: <T>(from: readonly T[]) => T;
}

export function diceOf(seed: number): Dice {
  const next = seeded(seed);
  return {
    below: n => Math.floor(next() * n),
    chance: p => next() < p,
    pick: from => from[Math.floor(next() * from.length)]!,
  };
}

export function randomSpec(seed: number, { calm = false }: { calm?: boolean } = {}): string {
  const dice = diceOf(seed);
  const count = 1 + dice.below(8);
  const declarations = [header(dice), ...Array.from({ length: count }, () => declaration(dice, 0))];
  const lineEnd = dice.chance(0.2) ? '\r\n' : '\n';
  const text = calm ? calmly(declarations) : spread(dice, declarations.flat());
  return `${dice.chance(0.1) ? '\ufeff' : ''}${text}`.replace(/\n/g, lineEnd);
}

const calmly = (declarations: readonly Pieces[]): string =>
  declarations.map(pieces => pieces.map((piece, i) => (i === 0 || piece.close ? '' : ' ') + piece.text).join('')).join('\n');

function spread(dice: Dice, pieces: Pieces): string {
  let text = dice.chance(0.2) ? trivia(dice) : '';
  pieces.forEach((piece, i) => {
    if (i > 0 && !piece.close) {
      if (piece.glued) text += dice.chance(0.1) ? ' /* glued */ ' : ' ';
      else text += dice.chance(0.12) ? trivia(dice) : dice.pick([' ', ' ', ' ', '  ', '\t', '\n', '\n  ', '\n\n', '\n \n\n']);
    }
    text += piece.text;
  });
  return text + dice.pick(['', '\n', '\n\n\n', ' // the end', '\n/* the\n   end */\n']);
}

const trivia = (dice: Dice): string =>
  Array.from({ length: 1 + dice.below(3) }, () =>
    dice.pick([
      ' // a remark\n',
      '\n// a line of its own\n',
      '\n\n   // deeper  \n\n',
      ' /* inside */ ',
      '\n/* above */\n',
      '\n  /* two\n   * lines\n   */\n',
      ' /* on\n and on */ ',
      '\n\n\n',
      ' //\n',
    ]),
  ).join('');

// Tokens

const t = (text: string): Piece => ({ text });
const words = (text: string): Piece[] => text.split(' ').map(t);
const close = (text: string): Piece => ({ text, close: true });

const plainNames = ['honesty', 'give_dosage', 'größe', 'a', 'x-y', '_z9', 'naïve', 'État', '安全', 'longer_name_of_an_action'];
const keywordNames = ['topic', 'value', 'eval', 'note', 'because', 'at', 'user', 'good', 'section', 'over', 'weight', 'default'];

/** A keyword is a name only where it is not the first on its line. */
const name = (dice: Dice): Piece => (dice.chance(0.15) ? { text: dice.pick(keywordNames), glued: true } : t(dice.pick(plainNames)));
const ref = (dice: Dice): Piece => {
  const first = name(dice);
  return dice.chance(0.2) ? { ...first, text: `${first.text}.${dice.pick(plainNames)}` } : first;
};

const strings = [
  '"x"',
  '""',
  '"A sentence that says what is to be done, and why it matters to those who live with it."',
  '"say \\"hello\\"\\t\\\\d+ \\u{1F600}"',
  '"// no comment /* here */ { either"',
];
const blocks = [
  '"""\nplain\n"""',
  '"""\n  Indented.\n\n    - deeper\n  """',
  '"""\n"""',
  '"""\n\t\ttabs \\d C:\\new\n\t"""',
  '"""\n    ragged\n  edges\n      """',
  '"""\n  \\"""\n  quotes\n  """',
  '"""   \n   blanks at the end   \n\n\n   """',
];
const string = (dice: Dice): Piece => t(dice.chance(0.2) ? dice.pick(blocks) : dice.pick(strings));
const number = (dice: Dice): Piece => t(dice.pick(['0', '1', '12', '0.95', '95%', '7%', '0.070', '120']));

const maybe = (dice: Dice, pieces: () => Pieces, p = 0.5): Pieces => (dice.chance(p) ? pieces() : []);
const some = (dice: Dice, item: () => Pieces, most = 4): Pieces =>
  Array.from({ length: 1 + dice.below(most) }, item).flatMap((pieces, i) =>
    i === 0 ? pieces : [dice.chance(0.7) ? close(',') : t(','), ...pieces],
  );
const title = (dice: Dice): Pieces => maybe(dice, () => [string(dice)], 0.7);

// Expressions

function expression(dice: Dice, depth = 0): Pieces {
  const roll = depth > 4 ? 6 + dice.below(5) : dice.below(11);
  if (roll === 0) return [...expression(dice, depth + 1), t('and'), ...expression(dice, depth + 1)];
  if (roll === 1) return [...expression(dice, depth + 1), t('or'), ...expression(dice, depth + 1)];
  if (roll === 2) return [...expression(dice, depth + 1), t('implies'), ...expression(dice, depth + 1)];
  if (roll === 3) return [t('not'), ...expression(dice, depth + 1)];
  if (roll <= 5) return [t('('), ...expression(dice, depth + 1), t(')')];
  if (roll === 6) return [ref(dice)];
  if (roll === 7) return [ref(dice), t('is'), ...maybe(dice, () => [t('not')]), operand(dice)];
  if (roll === 8) return [ref(dice), t('in'), t('('), ...some(dice, () => [operand(dice)]), t(')')];
  return [ref(dice), t(dice.pick(['<', '<=', '>', '>='])), operand(dice)];
}
const operand = (dice: Dice): Piece => (dice.chance(0.3) ? number(dice) : dice.chance(0.2) ? t(dice.pick(['true', 'false'])) : ref(dice));
const when = (dice: Dice): Pieces => maybe(dice, () => [t('when'), ...expression(dice)]);
const unless = (dice: Dice): Pieces => maybe(dice, () => [t('unless'), ...expression(dice)]);
const because = (dice: Dice): Pieces => maybe(dice, () => [t('because'), string(dice)]);
const either = (dice: Dice, a: Pieces, b: Pieces): Pieces => (dice.chance(0.5) ? [...a, ...b] : [...b, ...a]);

// Declarations

const header = (dice: Dice): Pieces => [
  t(dice.pick(['constitution', 'modelspec'])),
  name(dice),
  ...title(dice),
  ...maybe(dice, () => [t('version'), string(dice)]),
];

const body = (dice: Dice, statement: (dice: Dice) => Pieces, most = 5): Pieces =>
  dice.chance(0.15)
    ? maybe(dice, () => [t('{'), t('}')])
    : [t('{'), ...Array.from({ length: dice.below(most + 1) }, () => statement(dice)).flat(), t('}')];

const shape = (dice: Dice): Pieces => {
  const roll = dice.below(4);
  if (roll === 0) return [t('boolean')];
  if (roll === 1) return [t('0'), dice.chance(0.7) ? close('..') : t('..'), dice.chance(0.7) ? close('120') : t('120')];
  if (roll === 2) return [plain(dice), ...Array.from({ length: dice.below(4) }, () => [t('<'), plain(dice)]).flat()];
  return [...valueNode(dice, 0), ...Array.from({ length: dice.below(14) }, () => [t('|'), ...valueNode(dice, 0)]).flat()];
};
const plain = (dice: Dice): Piece => t(dice.pick(plainNames));
const valueNode = (dice: Dice, depth: number): Pieces => [
  plain(dice),
  ...(depth < 3 ? maybe(dice, () => [close('('), ...some(dice, () => valueNode(dice, depth + 1), 3), t(')')], 0.3) : []),
];

const turn = (dice: Dice): Pieces => [
  t(dice.pick(['system', 'developer', 'user', 'assistant', 'tool', 'settings'])),
  ...ends(dice),
  string(dice),
  ...maybe(dice, () => [t('continues')], 0.1),
];
const ends = (dice: Dice): Pieces =>
  either(
    dice,
    maybe(dice, () => [t('to'), string(dice)], 0.1),
    maybe(dice, () => [t('from'), string(dice)], 0.1),
  );
const answer = (dice: Dice): Pieces => {
  const label = dice.pick(['good', 'ok', 'bad']);
  const violates = label === 'bad' ? maybe(dice, () => [t('violates'), ref(dice)]) : [];
  return [t(label), ...ends(dice), string(dice), ...maybe(dice, () => [t('continues')], 0.1), ...either(dice, because(dice), violates)];
};
const given = (dice: Dice): Pieces => [t('given'), ...some(dice, () => expression(dice, 3))];

const prose = (dice: Dice): Pieces => [
  string(dice),
  ...maybe(dice, () => [t('in'), t(dice.pick(['es', 'pt-BR', 'ja'])), string(dice)], 0.3),
];
const note = (dice: Dice): Pieces => [t('note'), string(dice)];
const source = (dice: Dice): Pieces => [t('source'), string(dice), ...maybe(dice, () => [t('at'), string(dice)])];
const allow = (dice: Dice): Pieces => [t('allow'), t('conflict'), close('/'), close('tension'), ...because(dice)];

const statement = (dice: Dice): Pieces =>
  dice.pick<() => Pieces>([
    () => prose(dice),
    () => norm(dice),
    () => norm(dice),
    () => norm(dice),
    () => [t('serves'), ...some(dice, () => [ref(dice)], 9)],
    () => [t('because'), string(dice)],
    () => [t('overrides'), ...some(dice, () => [ref(dice)]), ...when(dice), ...because(dice)],
    () => source(dice),
    () => note(dice),
    () => [t('tagged'), ...some(dice, () => [name(dice)])],
    () => [
      t('example'),
      ...title(dice),
      t('{'),
      ...Array.from({ length: dice.below(5) }, () => dice.pick([given, turn, answer])(dice)).flat(),
      t('}'),
    ],
    () => allow(dice),
  ])();
const norm = (dice: Dice): Pieces => [
  ...words(dice.pick(['must', 'must not', 'should', 'should not', 'may'])),
  dice.chance(0.1) ? string(dice) : ref(dice),
  ...either(dice, when(dice), unless(dice)),
];

const valueStatement = (dice: Dice): Pieces =>
  dice.pick<() => Pieces>([
    () => prose(dice),
    () => [...words('attends to'), string(dice)],
    () => [t('nourishes'), ...some(dice, () => [ref(dice)])],
    () => [...words('wiser than'), ref(dice), ...when(dice), ...because(dice)],
    () => source(dice),
    () => note(dice),
    () => allow(dice),
  ])();

const consentClause = (dice: Dice): Pieces =>
  dice.pick<() => Pieces>([
    () => [t('covers'), ...some(dice, () => [string(dice)])],
    () => words(dice.pick(['default off', 'default on'])),
    () => [t('revocable')],
    () => words('retention 90 days'),
    () => words('renew every 6 months'),
  ])();

const expectation = (dice: Dice): Pieces =>
  dice.pick<() => Pieces>([
    () => [t(dice.pick(['contains', 'equals', 'matches'])), string(dice)],
    () => [t(dice.pick(['under', 'over'])), number(dice), t(dice.pick(['words', 'characters', 'sentences']))],
    () => [t(dice.pick(['performs', 'avoids'])), ref(dice)],
    () => [string(dice), ...maybe(dice, () => words('at least 4 of 5'))],
    () => [t('parity'), string(dice), ...words('within 10%')],
  ])();

const evalStatement = (dice: Dice): Pieces =>
  dice.pick<() => Pieces>([
    () => [t('checks'), ...some(dice, () => [ref(dice)])],
    () => [t('as'), ref(dice)],
    () => given(dice),
    () => [t('vary'), name(dice), close(':'), ...some(dice, () => [string(dice)])],
    () => turn(dice),
    // Before any turn there is nothing to expect of.
    () => [t('user'), string(dice), t('expect'), ...maybe(dice, () => [t('not')], 0.3), ...expectation(dice)],
    () => [t('simulate'), string(dice), ...words(dice.pick(['for 6 turns', 'for 1 turn']))],
    () => [...words('repeat 5'), ...maybe(dice, () => words('pass 4'))],
  ])();

const requirement = (dice: Dice): Pieces => [
  t('require'),
  ...dice.pick<() => Pieces>([
    () => [t(dice.pick(['conflicts', 'vague', 'coverage', 'evals']))],
    () => [...words('evals of'), ...some(dice, () => [ref(dice)])],
    () => [...words('regressions since'), string(dice)],
  ])(),
  t(dice.pick(['is', '<=', '>='])),
  number(dice),
];

const amendmentStatement = (dice: Dice): Pieces =>
  dice.pick<() => Pieces>([
    () => [t('changes'), ...some(dice, () => [ref(dice)])],
    () => [...words('proposed on 2026-03-02'), ...maybe(dice, () => [t('by'), ...some(dice, () => [ref(dice)])])],
    () => [...words(dice.pick(['vote yes', 'vote no', 'vote abstain'])), close(':'), ...some(dice, () => [ref(dice)]), ...because(dice)],
    () => words('ratified on 2026-03-20'),
    () => [t('because'), string(dice)],
  ])();

const head = (dice: Dice): Pieces => [
  ...maybe(dice, () => [t('at'), name(dice)]),
  ...maybe(dice, () => [t('entrenched')], 0.2),
  ...when(dice),
];

const setting = (dice: Dice): Pieces =>
  dice.pick<() => Pieces>([
    () => words('language en'),
    () => [t('translations'), ...some(dice, () => [t(dice.pick(['es', 'ja', 'pt-BR']))])],
    () => [t('subject'), ...some(dice, () => [string(dice)])],
    () => [t('precedence'), ...some(dice, () => [t(dice.pick(['explicit', 'force', 'specificity']))])],
  ])();

function declaration(dice: Dice, depth: number): Pieces {
  return dice.pick<() => Pieces>([
    ...(depth === 0 ? [() => setting(dice)] : []),
    () => [t('import'), name(dice), t('from'), string(dice)],
    () => [
      t('adopt'),
      ref(dice),
      ...either(
        dice,
        maybe(dice, () => [t('except'), ...some(dice, () => [ref(dice)]), ...because(dice)]),
        maybe(dice, () => [t('with'), ...some(dice, () => [ref(dice), operand(dice)])]),
      ),
      ...body(dice, allow, 2),
    ],
    () => [t('authority'), name(dice), ...Array.from({ length: dice.below(5) }, () => [t('>'), plain(dice)]).flat()],
    () => [t('context'), name(dice), close(':'), ...shape(dice)],
    () => [t('option'), name(dice), t(':'), ...shape(dice), t('default'), operand(dice), ...maybe(dice, () => [t('at'), name(dice)])],
    () => [t('consent'), name(dice), ...title(dice), ...body(dice, consentClause)],
    () => [t('assume'), ...expression(dice)],
    () => action(dice),
    () => [t('dimension'), name(dice), ...title(dice)],
    () => [t('value'), name(dice), ...title(dice), ...body(dice, valueStatement)],
    () => [t('term'), name(dice), ...maybe(dice, () => some(dice, () => [string(dice)])), t('means'), string(dice)],
    () => [t('principle'), name(dice), ...title(dice), ...head(dice), ...body(dice, statement, 8)],
    () => [t('principle'), name(dice), ...title(dice), ...head(dice), ...body(dice, statement, 2)],
    () => [t('role'), name(dice), ...title(dice), ...when(dice), ...body(dice, statement)],
    () => section(dice, depth),
    () => [t('tension'), ref(dice), close(','), ref(dice), ...body(dice, favors)],
    () => [t('prefer'), ref(dice), t('over'), ...some(dice, () => [ref(dice)]), ...when(dice), ...because(dice)],
    () => [t('assert'), ref(dice), t('is'), t(dice.pick(['forbidden', 'open'])), ...either(dice, when(dice), unless(dice))],
    () => [t('eval'), name(dice), ...title(dice), ...body(dice, evalStatement, 8)],
    () => [t('agent'), name(dice), ...title(dice), ...body(dice, agentStatement, 2)],
    () => [t('gate'), name(dice), ...body(dice, requirement)],
    () => [t('stakeholder'), name(dice), ...title(dice), ...vote(dice), ...body(dice, preference, 1)],
    () => words(dice.pick(['ratification requires 2/3', 'ratification requires 0.6', 'ratification requires 75%'])),
    () => [t('amendment'), name(dice), ...title(dice), ...body(dice, amendmentStatement)],
  ])();
}

const vote = (dice: Dice): Pieces =>
  either(
    dice,
    maybe(dice, () => words('weight 2')),
    maybe(dice, () => [t('veto')]),
  );
const favors = (dice: Dice): Pieces => [t('favors'), ref(dice), ...when(dice), ...because(dice)];
const agentStatement = (dice: Dice): Pieces =>
  dice.chance(0.5) ? [t('plays'), ...some(dice, () => [ref(dice)])] : [t('uses'), name(dice)];
const preference = (dice: Dice): Pieces => [t('prefers'), name(dice), close(':'), name(dice), t('>'), name(dice)];

function action(dice: Dice): Pieces {
  const parts = [
    // Without the brackets, `when x is y` would go on over a second `is`.
    () => [t('is'), ...some(dice, () => [ref(dice)]), ...maybe(dice, () => [t('when'), t('('), ...expression(dice), t(')')])],
    () => [t('opposes'), ...some(dice, () => [ref(dice)])],
    () => [...words('needs consent'), ref(dice)],
  ];
  return [t('action'), name(dice), ...title(dice), ...Array.from({ length: dice.below(4) }, () => dice.pick(parts)()).flat()];
}

/** What stands in a section; prose only first, for behind a declaration it would be read as its title. */
function section(dice: Dice, depth: number): Pieces {
  const inside = Array.from({ length: dice.below(4) }, () => (depth < 2 ? declaration(dice, depth + 1) : note(dice))).flat();
  const preface = maybe(dice, () => prose(dice));
  return [t('section'), name(dice), string(dice), t('{'), ...preface, ...maybe(dice, () => note(dice)), ...inside, t('}')];
}
