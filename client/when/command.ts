// What Holds When…: the facts of a situation are picked, and the answer is a document.

import { commands, Disposable, type QuickPickItem, QuickPickItemKind, Uri, window, workspace } from 'vscode';
import * as z from 'zod';
import { type FactsResult, requests } from '../../server/features/protocol.ts';
import { answers } from '../answers.ts';
import { iconless } from '../icons.ts';
import { currentSpec } from '../languages.ts';
import type { Session, Surface } from '../session.ts';
import { type FactChoice, type FactContext, factsOf, type Picked, rangeTrouble } from './facts.ts';
import { whenText } from './text.ts';

const question = z.object({ uri: z.string(), facts: z.string() });

export const when: Surface = session => {
  const documents = answers(session, 'polity-when', async asked => {
    const { uri, facts } = question.parse(asked);
    const result = await session.server.ask(requests.when, { uri, facts });
    return whenText(result, facts, workspace.asRelativePath(Uri.parse(uri)));
  });
  const ask = async (address?: unknown, given?: unknown) => {
    const uri = typeof address === 'string' ? address : address instanceof Uri ? address.toString() : (await currentSpec())?.uri.toString();
    if (uri === undefined) return;
    const facts = typeof given === 'string' ? given : await pickFacts(session, uri);
    if (facts === undefined) return;
    await documents.show(facts ? `What holds when ${short(facts)}` : 'What holds', { uri, facts });
  };
  return Disposable.from(documents, commands.registerCommand('polity.when', ask));
};

/** For a tab. */
const short = (facts: string): string => (facts.length > 40 ? `${facts.slice(0, 39)}…` : facts);

interface FactItem extends QuickPickItem {
  readonly context?: FactContext;
  readonly choice?: FactChoice;
}

const other: FactItem = { label: '$(edit) Type the facts…', description: 'as in a spec, with commas between', alwaysShow: true };

/** Undefined where the user went away. */
export async function pickFacts(session: Session, uri: string, title = 'What holds when…', given = ''): Promise<string | undefined> {
  const said = new Set(given.split(',').map(fact => fact.trim()));
  const { contexts } = await session.server.ask(requests.facts, { uri });
  const items = itemsOf(contexts).map(item => (item.choice && said.has(item.choice.fact) ? { ...item, picked: true } : item));
  const picked = await window.showQuickPick(items, {
    title,
    placeHolder: 'What is known? (Nothing: always.)',
    canPickMany: true,
    matchOnDescription: true,
    // A page that has just loaded takes the focus (the walkthrough does): what was picked is kept.
    ignoreFocusOut: true,
  });
  if (!picked) return undefined;
  const withRanges: Picked[] = [];
  for (const { context, choice } of picked) {
    if (!context) continue;
    const typed = context.kind === 'range' ? await typedNumber(context) : undefined;
    withRanges.push({ context, choice, typed });
  }
  const facts = factsOf(withRanges);
  if (!picked.includes(other)) return facts;
  return window.showInputBox({
    title,
    prompt: 'Facts with commas between them: audience is minor, urgent',
    value: facts === '' ? given : facts,
    ignoreFocusOut: true,
  });
}

function itemsOf(contexts: FactsResult['contexts']): FactItem[] {
  const values = contexts.flatMap((context): FactItem[] => [
    { label: context.name, kind: QuickPickItemKind.Separator },
    ...(context.kind === 'range'
      ? [{ label: `${context.name} …`, description: `a number from ${context.low} to ${context.high}`, context }]
      : context.choices.map(choice => ({
          label: `${'  '.repeat(choice.depth)}${choice.fact}`,
          description: iconless(choice.description ?? context.description ?? ''),
          context,
          choice,
        }))),
  ]);
  return [...values, { label: 'otherwise', kind: QuickPickItemKind.Separator }, other];
}

function typedNumber(context: FactContext): Thenable<string | undefined> {
  return window.showInputBox({
    title: `What holds when… ${context.name}`,
    prompt: `A whole number from ${context.low} to ${context.high}, or a comparison: “< 18”, “>= 65”.`,
    validateInput: typed => rangeTrouble(context, typed),
    ignoreFocusOut: true,
  });
}
