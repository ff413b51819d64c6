// Constitutional-AI lists, in and out: pairs of a request for critique and a request for revision, and conversations that show both.
//
// A pair is a principle with the label `critique`: what to look for is its prose, how to revise is what must be done. A
// conversation that follows a pair is an example of it: the first answer is bad because of the critique, the revised one good.

import * as z from 'zod';
import { parse } from '../../grammar/parser.ts';
import { print } from '../../grammar/print.ts';
import { quoted, written } from '../../grammar/quote.ts';
import type * as syntax from '../../grammar/syntax.ts';
import { textOf } from '../../grammar/text.ts';
import { type Held, type Holding, heldIn } from '../analysis/holding.ts';
import { actOf, condition, modalities, sentence, titleOf } from '../evaluation/wording.ts';
import type { Exporter, Imported, Importer, Refused, Source } from './format.ts';
import { jsonAs } from './json-text.ts';
import { nameOf } from './names.ts';

const pair = z.object({ critic: z.string(), revision: z.string() });
const message = z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() });
const list = z.object({ constitutions: z.array(pair), system_chat: z.array(z.array(message)).default([]) });

type Pair = z.output<typeof pair>;
type Chat = readonly z.output<typeof message>[];

const label = 'critique';

export const critiqueImporter: Importer = {
  kind: 'constitutional-ai',
  title: 'Constitutional-AI lists (JSON): requests for critique and revision',
  recognises: (_, text) => jsonAs(text, list) !== undefined,
  read: readSource,
};

function readSource({ file, text }: Source): Imported | Refused {
  const read = jsonAs(text, list);
  if (!read) return { refused: 'it is no list of this kind. It has `constitutions`, each with `critic` and `revision`.' };
  const { constitutions, system_chat: chats } = read;
  const shown = chats.map(chat => ({ chat, of: constitutions.findIndex(one => follows(chat, one)) }));
  const principles = constitutions.map((one, n) =>
    principleText(
      one,
      `principle_${n + 1}`,
      shown.filter(({ of }) => of === n).map(({ chat }) => chat),
    ),
  );
  const others = shown.filter(({ of }) => of < 0).map(({ chat }, n) => evalText(chat, `conversation_${n + 1}`));
  const name = nameOf(file.slice(file.lastIndexOf('/') + 1).replace(/\.json$/i, ''));
  const examples = shown.length - others.length;
  return {
    text: print(parse([`constitution ${name}\n`, ...principles, ...others].join('\n'))),
    report: {
      kind: 'constitutional-ai',
      file,
      sections: 0,
      principles: principles.length,
      principlesByAuthority: principles.length === 0 ? [] : [{ count: principles.length }],
      examples,
      answers: { good: examples, ok: 0, bad: examples },
      evals: others.length,
      troubles: [],
    },
  };
}

/** Does the conversation end with an answer, this critique of it, and this revision? */
function follows(chat: Chat, { critic, revision }: Pair): boolean {
  const [, bad, critique, , revise, good] = chat.slice(-6);
  return (
    chat.length >= 6 &&
    critique?.content === critic &&
    revise?.content === revision &&
    bad?.role === 'assistant' &&
    good?.role === 'assistant'
  );
}

function principleText({ critic, revision }: Pair, name: string, chats: readonly Chat[]): string {
  return `principle ${name} {\n  tagged ${label}\n  ${written(critic, '  ')}\n  must ${written(revision, '  ')}\n${chats.map(exampleText).join('')}}\n`;
}

function exampleText(chat: Chat): string {
  const [asked, bad, , critique, , good] = chat.slice(-6);
  const turns = [...chat.slice(0, -6), asked!].map(({ role, content }) => `    ${role} ${written(content, '    ')}\n`);
  return `  example {\n${turns.join('')}    bad ${written(bad!.content, '    ')} because ${quoted(critique!.content)}\n    good ${written(good!.content, '    ')}\n  }\n`;
}

/** A conversation that follows none of the pairs. */
function evalText(chat: Chat, name: string): string {
  return `eval ${name} {\n${chat.map(({ role, content }) => `  ${role} ${written(content, '  ')}\n`).join('')}}\n`;
}

// Out

export const critiqueExporter: Exporter = {
  target: 'constitutional-ai',
  title: 'a constitutional-AI list (JSON): for each principle a request for critique and one for revision',
  extension: 'json',
  write: ({ scope }) => {
    const holding = heldIn(scope);
    const shown = holding.principles.map(held => ({ held, pair: pairOf(holding, held) }));
    const chats = shown.flatMap(({ held, pair: one }) => chatsOf(held.node, one));
    const conversations = scope.own.declarations.flatMap(({ node }) => (node.kind === 'eval' ? conversationOf(node) : []));
    const value = { constitutions: shown.map(({ pair: one }) => one), system_chat: [...chats, ...conversations] };
    return { text: `${JSON.stringify(value, undefined, 2)}\n`, notes: [] };
  },
};

function pairOf(holding: Holding, held: Held<syntax.Principle>): Pair {
  const { body } = held.node;
  const prose = body.find(statement => statement.kind === 'prose');
  const norm = body.find(statement => statement.kind === 'norm');
  const isPair = body.some(statement => statement.kind === 'tagged' && statement.tags.some(tag => tag.text === label));
  if (isPair && prose && norm?.act.kind === 'text') return { critic: textOf(prose.text), revision: textOf(norm.act) };
  const rule = ruleOf(holding, held);
  return {
    critic: `Identify where the assistant's last response does not keep this rule, and say why it matters:\n\n${rule}`,
    revision: `Rewrite the assistant's response so that it keeps this rule:\n\n${rule}`,
  };
}

/** The principle in words: title, prose, norms. */
function ruleOf(holding: Holding, held: Held<syntax.Principle>): string {
  const reading = { scope: holding.scope, declared: held };
  const head = condition(reading, held.node);
  const said = held.node.body.flatMap(statement => {
    if (statement.kind === 'prose') return [textOf(statement.text)];
    if (statement.kind !== 'norm') return [];
    const modality = modalities[statement.modality].replace('You', 'The assistant');
    return [`- ${sentence(`${modality}: ${actOf(reading, statement)}${condition(reading, statement)}`)}`];
  });
  return [`${titleOf(held.node, held.node.name.text)}${head === '' ? '' : ` (${head.trim()})`}`, ...said].join('\n\n');
}

/** Examples that show a bad answer with its reason, and a good one. */
function chatsOf({ body }: syntax.Principle, { critic, revision }: Pair): Chat[] {
  return body.flatMap(statement => {
    if (statement.kind !== 'example') return [];
    const turns = statement.body.filter(part => part.kind === 'turn');
    const answers = statement.body.filter(part => part.kind === 'answer');
    const bad = answers.find(answer => answer.label === 'bad' && answer.because);
    const good = answers.find(answer => answer.label === 'good');
    const messages = turns.flatMap(said => messageOf(said) ?? []);
    if (!bad || !good || messages.length !== turns.length || messages.at(-1)?.role !== 'user') return [];
    return [
      [
        ...messages,
        { role: 'assistant', content: textOf(bad.text) },
        { role: 'user', content: critic },
        { role: 'assistant', content: textOf(bad.because!) },
        { role: 'user', content: revision },
        { role: 'assistant', content: textOf(good.text) },
      ],
    ];
  });
}

function messageOf({ speaker, text }: syntax.Turn): Chat[number] | undefined {
  return speaker === 'system' || speaker === 'user' || speaker === 'assistant' ? { role: speaker, content: textOf(text) } : undefined;
}

/** An eval that is nothing but a conversation, answered to the end. */
function conversationOf({ body }: syntax.Eval): Chat[] {
  const turns = body.filter(statement => statement.kind === 'turn');
  const messages = turns.flatMap(said => messageOf(said) ?? []);
  return messages.length === body.length && messages.at(-1)?.role === 'assistant' ? [messages] : [];
}
