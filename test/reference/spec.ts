// Random specs as text: models made into documents in which every name means something and every comparison is typed.

import { posix } from 'node:path';
import { booleans, choose, expressionText, factText, type ShapeText, shapes, type VisibleContext } from './expression-text.ts';
import type { AdoptModel, Condition, DocumentModel, FactModel, Pick, PrincipleModel, SpecModel } from './model.ts';

export interface Spec {
  /** Text by file. */
  readonly files: ReadonlyMap<string, string>;
  readonly main: string;
  /** The contexts and agents that a question about the first document may name. */
  readonly contexts: readonly VisibleContext[];
  readonly agents: readonly string[];
}

interface Item {
  readonly name: string;
  readonly document: number;
}
interface ContextItem extends Item {
  readonly kind: 'context' | 'option' | 'consent';
  readonly shape: ShapeText;
  readonly byDefault: string;
}
interface PrincipleItem extends Item {
  readonly role: boolean;
  readonly entrenched: boolean;
}
interface Adoption {
  readonly alias: string;
  readonly to: Part;
  readonly model: AdoptModel;
  readonly except: readonly { readonly text: string; readonly item: PrincipleItem }[];
  readonly fix?: string;
}

/** A document while it is made: what it declares, and what it sees of others. */
interface Part {
  readonly number: number;
  readonly model: DocumentModel;
  readonly file: string;
  readonly levels?: readonly string[];
  readonly contexts: ContextItem[];
  readonly actions: Item[];
  readonly values: Item[];
  readonly dimensions: Item[];
  readonly principles: PrincipleItem[];
  readonly adoptions: Adoption[];
  readonly actionTexts: string[];
}
type Things = 'contexts' | 'actions' | 'values' | 'dimensions' | 'principles';
interface Seen<T extends Item> {
  readonly text: string;
  readonly item: T;
}

const contextNames = ['audience', 'stakes', 'topic', 'urgent', 'age', 'night', 'channel', 'place', 'known', 'mood'];
const actionNames = ['tell', 'refer', 'hint', 'wait', 'praise'];
const defaultLevels = ['platform', 'developer', 'user', 'guideline'];

/** Without `opposing`, no action opposes another: for specs where one would come to oppose itself all the same. */
export function specOf(model: SpecModel, { opposing }: { opposing: boolean } = { opposing: true }): Spec {
  const parts = partsOf(model, opposing);
  const files = new Map(parts.map(part => [part.file, textOf(part)]));
  const [main] = parts;
  return { files, main: main!.file, contexts: contextsSeen(main!), agents: agentNames(main!) };
}

function partsOf(model: SpecModel, opposing: boolean): Part[] {
  const made: Part[] = [];
  const relations: Relations = { parents: new Map(), opposed: [] };
  const room = { left: model.room, known: new Set<string>() };
  for (let number = model.documents.length - 1; number >= 0; number--) {
    const it = model.documents[number]!;
    const name = number === 0 ? 'main' : number === 1 ? 'north' : number === 2 ? 'lib/south' : 'lib/deep/floor';
    const part: Part = {
      number,
      model: it,
      file: `${name}.${it.modelspec ? 'modelspec' : 'constitution'}`,
      levels: levelsOf(model, number),
      contexts: contextsOf(model, number, room),
      actions: itemsOf(number, it.actions.length, i => choose(actionNames, it.actions[i]!.name)!),
      values: itemsOf(number, it.values.length, i => `v${i}`),
      dimensions: itemsOf(number, it.dimensions, i => `d${i}`),
      principles: it.principles.map((p, i) => ({ name: `p${i}`, document: number, role: p.role, entrenched: p.entrenched && !p.role })),
      adoptions: [],
      actionTexts: [],
    };
    part.adoptions.push(...adoptionsOf(part, made));
    part.actionTexts.push(...actionTexts(part, relations, opposing));
    made.unshift(part);
  }
  return made;
}

/** A name that is declared already gets a number. */
function itemsOf(document: number, count: number, nameOf: (i: number) => string): Item[] {
  const names: string[] = [];
  for (let i = 0; i < count; i++) names.push(names.includes(nameOf(i)) ? `${nameOf(i)}_${i}` : nameOf(i));
  return names.map(name => ({ name, document }));
}

function contextsOf(model: SpecModel, number: number, room: { left: number; known: Set<string> }): ContextItem[] {
  const found: ContextItem[] = [];
  for (const it of model.documents[number]!.contexts) {
    const which = it.name % model.shapes.length;
    const base = contextNames[which]!;
    const kind = it.kind % 8 === 7 ? 'consent' : it.kind % 8 >= 5 ? 'option' : 'context';
    const shape = kind === 'consent' ? booleans : shapes[(it.odd ?? model.shapes[which]!) % shapes.length]!;
    // Consents of two documents have names of their own: the page leaves room for doubt whether they would be one.
    const name = kind === 'consent' ? `${base}${number}` : base;
    const byDefault = choose(shape.leaves, it.level % 4 === 3 ? 1 : 0)!;
    const known = `${kind} ${name} ${shape.text} ${kind === 'option' ? byDefault : ''}`;
    const size = room.known.has(known) ? 1 : shape.values.length;
    if (size > room.left || found.some(other => other.name === name && (other.kind === 'consent') === (kind === 'consent'))) continue;
    room.known.add(known);
    room.left = Math.floor(room.left / size);
    found.push({ name, document: number, kind, shape, byDefault });
  }
  return found;
}

/** "The adopter's list must contain the adopted document's in order." */
function levelsOf(model: SpecModel, number: number): readonly string[] | undefined {
  if (model.levels % 4 < 2) return undefined;
  if (model.levels % 4 === 2) return number === 0 ? ['law', 'platform', 'clinic', 'developer', 'user', 'guideline'] : undefined;
  let levels = ['top', 'high', 'mid', 'low'];
  for (let i = 1; i <= number; i++) {
    const without = levels.filter((_, n) => n !== model.documents[i]!.levels % 4);
    if (without.length > 0) levels = without;
  }
  return levels;
}

function adoptionsOf(part: Part, later: readonly Part[]): Adoption[] {
  const aliases: string[] = [];
  const fixed: string[] = [];
  return part.model.adopts.flatMap((model, i): Adoption[] => {
    const to = choose(later, model.document);
    if (!to) return [];
    const plain = to.file.replace(/.*\/|\..*/g, '');
    const alias = aliases.includes(plain) ? `${plain}_${i}` : plain;
    aliases.push(alias);
    const held = seen(to, 'principles').filter(it => heldPrinciples(to).includes(it.item));
    const options = to.contexts.filter(it => it.kind === 'option' && !fixed.includes(it.name));
    const option = model.fixes && choose(options, model.fixes.option);
    if (option) fixed.push(option.name);
    return [
      {
        alias,
        to,
        model,
        except: [...new Set(model.except.flatMap(n => choose(held, n) ?? []))],
        fix: option && `${option.name} ${choose(option.shape.leaves, model.fixes!.value)}`,
      },
    ];
  });
}

/** The documents that hold in a document, itself first. */
function heldParts(part: Part): Part[] {
  return [...new Set([part, ...part.adoptions.filter(it => it.model.adopt).flatMap(it => heldParts(it.to))])];
}

function heldPrinciples(part: Part): PrincipleItem[] {
  const found = new Set(part.principles);
  for (const { model, to, except } of part.adoptions) {
    if (!model.adopt) continue;
    for (const it of heldPrinciples(to)) if (it.entrenched || !except.some(left => left.item === it)) found.add(it);
  }
  return [...found];
}

/**
 * Everything that a document can name: its own, by path what it imports, and bare what it adopts, "if nothing here and no other adopted
 * document declares it".
 */
function seen<T extends Things>(part: Part, things: T): Seen<Part[T][number]>[] {
  type It = Part[T][number];
  const nameOf = (item: Item) => ('kind' in item && item.kind === 'consent' ? `consent.${item.name}` : item.name);
  const own = (part[things] as It[]).map(item => ({ text: nameOf(item), item }));
  const paths = part.adoptions.flatMap(({ alias, to }) => seen(to, things).map(it => ({ text: `${alias}.${it.text}`, item: it.item })));
  const held = heldParts(part).flatMap(it => it[things] as It[]);
  const bare = held.filter(item => item.document !== part.number && held.filter(other => nameOf(other) === nameOf(item)).length === 1);
  return [...own, ...paths, ...bare.map(item => ({ text: nameOf(item), item }))];
}

const contextsSeen = (part: Part): VisibleContext[] => seen(part, 'contexts').map(it => ({ text: it.text, shape: it.item.shape }));

function principlesSeen(part: Part): Seen<PrincipleItem>[] {
  const held = heldPrinciples(part);
  return seen(part, 'principles').filter(it => held.includes(it.item));
}

function valuesSeen(part: Part): Seen<Item>[] {
  const held = heldParts(part).map(it => it.number);
  return seen(part, 'values').filter(it => held.includes(it.item.document));
}

const rolesSeen = (part: Part) => principlesSeen(part).filter(it => it.item.role);
const declaresAgents = (part: Part) => part.model.modelspec && part.model.agents.length > 0;

/** What may stand after `agent is`. */
function agentNames(part: Part): string[] {
  const roles = rolesSeen(part).map(it => it.text);
  if (roles.length === 0) return [];
  return declaresAgents(part) ? part.model.agents.map((_, i) => `g${i}`) : ['none', ...roles];
}

// The text

const codes = [
  'conflict/contradiction',
  'conflict/duties',
  'conflict/permission',
  'conflict/tension',
  'norm/dead',
  'norm/shadowed',
  'consent/missing',
  'precedence/upward',
  'precedence/cycle',
  'landscape/fenced',
  'eval/impossible',
];
const allowText = (allow: Pick | undefined) => (allow === undefined ? [] : [`allow ${choose(codes, allow)} because "accepted"`]);

function textOf(part: Part): string {
  const { model } = part;
  const declarations = [
    ...adoptionTexts(part),
    ...(part.levels ? [`authority ${part.levels.join(' > ')}`] : []),
    ...(model.precedence ? [`precedence ${model.precedence.join(', ')}`] : []),
    ...part.contexts.map(contextText),
    ...model.assumes.flatMap(it => prefixed('assume ', expressionText(it, contextsSeen(part)))),
    ...part.actionTexts,
    ...part.dimensions.map(it => `dimension ${it.name} "Dimension"`),
    ...valueTexts(part),
    ...principleTexts(part),
    ...preferTexts(part),
    ...questionTexts(part),
  ];
  const turn = declarations.length === 0 ? 0 : model.turn % declarations.length;
  const header = `${model.modelspec ? 'modelspec' : 'constitution'} ${posix.basename(part.file).replace(/\..*/, '')}`;
  return `${[header, ...declarations.slice(turn), ...declarations.slice(0, turn)].join('\n')}\n`;
}

const prefixed = (words: string, text: string | undefined) => (text === undefined ? [] : [`${words}${text}`]);
const conditionText = (part: Part, word: string, model: Condition) => {
  const text = expressionText(model, contextsSeen(part));
  return text === undefined ? '' : ` ${word} ${text}`;
};
const whenText = (part: Part, model: Condition) => conditionText(part, 'when', model);

function adoptionTexts(part: Part): string[] {
  return part.adoptions.flatMap(({ alias, to, model, except, fix }) => {
    const path = posix.relative(posix.dirname(part.file), to.file);
    const texts = [`import ${alias} from "${path.startsWith('.') ? path : `./${path}`}"`];
    if (!model.adopt) return texts;
    const left = except.length > 0 ? ` except ${except.map(it => it.text).join(', ')}${model.because ? ' because "we chose to"' : ''}` : '';
    const allow = allowText(model.allow).map(it => ` { ${it} }`);
    return [...texts, `adopt ${alias}${left}${fix ? ` with ${fix}` : ''}${allow.join('')}`];
  });
}

function contextText({ kind, name, shape, byDefault }: ContextItem): string {
  if (kind === 'consent') return `consent ${name} "Consent" { covers "it" default off revocable }`;
  return kind === 'option' ? `option ${name}: ${shape.text} default ${byDefault}` : `context ${name}: ${shape.text}`;
}

/** What the actions of all documents are so far, so that none comes to oppose itself. */
interface Relations {
  readonly parents: Map<Item, Item[]>;
  readonly opposed: (readonly [Item, Item])[];
}

function isSound({ parents, opposed }: Relations): boolean {
  const above = (item: Item): Item[] => [item, ...(parents.get(item) ?? []).flatMap(above)];
  return [...parents.keys()].every(item => !opposed.some(pair => pair.every(side => above(item).includes(side))));
}

function actionTexts(part: Part, relations: Relations, opposing: boolean): string[] {
  const own = part.actions.map(item => ({ text: item.name, item }));
  const imported = seen(part, 'actions').filter(it => it.item.document !== part.number);
  const consents = seen(part, 'contexts').filter(it => it.item.kind === 'consent');
  for (const item of part.actions) relations.parents.set(item, []);
  return part.actions.map((item, i) => {
    const model = part.model.actions[i]!;
    // Only what stands above may be a parent, or there would be rings. In parentheses: a bare context at the end of a condition would take
    // the next `is` for its own.
    const kinds = model.kinds.flatMap(kind => {
      const parent = choose([...own.slice(0, i), ...imported], kind.parent);
      if (!parent) return [];
      relations.parents.get(item)!.push(parent.item);
      if (!isSound(relations)) {
        relations.parents.get(item)!.pop();
        return [];
      }
      const when = expressionText(kind.when, contextsSeen(part));
      return [` is ${parent.text}${when === undefined ? '' : ` when (${when})`}`];
    });
    const opposes = model.opposes.flatMap(n => {
      const other = choose(
        [...own, ...imported].filter(it => it.item !== item),
        n,
      );
      if (!other || !opposing) return [];
      relations.opposed.push([item, other.item]);
      if (isSound(relations)) return [other.text];
      relations.opposed.pop();
      return [];
    });
    const consent = model.needs === undefined ? undefined : choose(consents, model.needs);
    const needs = consent ? ` needs consent ${consent.text.replace('consent.', '')}` : '';
    const against = opposes.length > 0 ? ` opposes ${[...new Set(opposes)].join(', ')}` : '';
    return `action ${item.name} "To ${item.name}${model.odd ? ' oddly' : ''}"${kinds.join('')}${against}${needs}`;
  });
}

function valueTexts(part: Part): string[] {
  const dimensions = seen(part, 'dimensions').filter(it => heldParts(part).some(held => held.number === it.item.document));
  const texts = part.values.map(({ name }, i) => {
    const model = part.model.values[i]!;
    const than =
      model.wiser &&
      choose(
        valuesSeen(part).filter(it => it.item !== part.values[i]),
        model.wiser.than,
      );
    const sides = [...new Set(model.nourishes.flatMap(n => choose(dimensions, n)?.text ?? []))];
    return block(`value ${name} "Value"`, [
      ...prefixed('nourishes ', sides.length > 0 ? sides.join(', ') : undefined),
      ...(than ? [`wiser than ${than.text}${whenText(part, model.wiser!.when)}`] : []),
      ...allowText(model.allow),
    ]);
  });
  for (const model of part.model.tensions) {
    const left = choose(valuesSeen(part), model.left);
    const right = choose(
      valuesSeen(part).filter(it => it.item !== left?.item),
      model.right,
    );
    if (!left || !right) continue;
    texts.push(
      block(
        `tension ${left.text}, ${right.text}`,
        model.lines.map(it => `favors ${it.second ? right.text : left.text}${whenText(part, it.when)}`),
      ),
    );
  }
  return texts;
}

function block(head: string, lines: readonly string[]): string {
  return lines.length === 0 ? head : [`${head} {`, ...lines.map(line => `  ${line.replaceAll('\n', '\n  ')}`), '}'].join('\n');
}

function principleTexts(part: Part): string[] {
  return part.model.principles.map((model, i) => {
    const text = principleText(part, model, part.principles[i]!);
    return model.section % 6 === 5 ? block(`section s${i} "Section"`, [text]) : text;
  });
}

function principleText(part: Part, model: PrincipleModel, item: PrincipleItem): string {
  const level = model.level === undefined ? '' : ` at ${choose(part.levels ?? defaultLevels, model.level)}`;
  const head = `${item.role ? 'role' : 'principle'} ${item.name} "Title"${level}${item.entrenched ? ' entrenched' : ''}${whenText(part, model.when)}`;
  const values = [...new Set(model.serves.flatMap(n => choose(valuesSeen(part), n)?.text ?? []))];
  const facts = factTexts(part, model.given ?? []);
  return block(head, [
    ...prefixed('serves ', values.length > 0 ? values.join(', ') : undefined),
    ...model.norms.map(it => normText(part, it)),
    ...(model.overrides ? prefixed('overrides ', overText(part, model.overrides, item)) : []),
    ...(facts.length > 0 ? [block('example "E"', [`given ${facts.join(', ')}`, 'user "Hello"', 'good "Hello"'])] : []),
    ...allowText(model.allow),
  ]);
}

const modalities = ['must', 'must not', 'should', 'should not', 'may', 'must not', 'must', 'may'];

function normText(part: Part, model: PrincipleModel['norms'][number]): string {
  const action = choose(seen(part, 'actions'), model.action)!;
  const when = whenText(part, model.when);
  const unless = conditionText(part, 'unless', model.unless);
  const what = model.prose ? '"do what is right"' : action.text;
  return `${choose(modalities, model.modality)} ${what}${model.unlessFirst ? unless + when : when + unless}`;
}

/** The losers and the condition of an `overrides` or `prefer`, or undefined where there is nobody to beat. */
function overText(part: Part, model: { losers: readonly Pick[]; when: Condition }, winner: PrincipleItem): string | undefined {
  const others = principlesSeen(part).filter(it => it.item !== winner);
  const losers = model.losers.flatMap(n => choose(others, n) ?? []);
  const texts = losers.filter((it, i) => losers.findIndex(other => other.item === it.item) === i).map(it => it.text);
  return texts.length === 0 ? undefined : `${texts.join(', ')}${whenText(part, model.when)}`;
}

function preferTexts(part: Part): string[] {
  return part.model.prefers.flatMap(model => {
    const winner = choose(principlesSeen(part), model.winner);
    return winner ? prefixed(`prefer ${winner.text} over `, overText(part, model, winner.item)) : [];
  });
}

const factTexts = (part: Part, facts: readonly FactModel[]) =>
  facts.flatMap(it => factText(it, contextsSeen(part), agentNames(part)) ?? []);

const statuses = ['forbidden', 'required', 'permitted', 'open'];

function questionTexts(part: Part): string[] {
  const texts = part.model.asserts.map(model => {
    const action = choose(seen(part, 'actions'), model.action)!;
    const agent = model.agent === undefined ? undefined : choose(agentNames(part), model.agent);
    const when = expressionText(model.when, contextsSeen(part));
    const both = agent === undefined ? when : when === undefined ? `agent is ${agent}` : `agent is ${agent} and (${when})`;
    const unless = conditionText(part, 'unless', model.unless);
    return `assert ${action.text} is ${choose(statuses, model.status)}${both === undefined ? '' : ` when ${both}`}${unless}`;
  });
  part.model.evals.forEach((facts, i) => {
    const given = factTexts(part, facts);
    if (given.length > 0) texts.push(block(`eval e${i} "Eval"`, [`given ${given.join(', ')}`, 'user "Hello"']));
  });
  if (declaresAgents(part)) {
    part.model.agents.forEach((picks, i) => {
      const roles = picks.flatMap(n => choose(rolesSeen(part), n) ?? []);
      const names = roles.filter((it, n) => roles.findIndex(other => other.item === it.item) === n).map(it => it.text);
      texts.push(block(`agent g${i} "Agent"`, prefixed('plays ', names.length > 0 ? names.join(', ') : undefined)));
    });
  }
  return texts;
}
