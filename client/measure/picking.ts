// Which principles a study is about: named by a menu, at the cursor, or picked.

import { Uri, window } from 'vscode';
import { type Measured, type MeasureStudy, measureRequests, type PickedPrinciple } from '../../server/features/measure-protocol.ts';
import { iconless } from '../icons.ts';
import { currentSpec } from '../languages.ts';
import type { Session } from '../session.ts';

export interface Subject extends Omit<MeasureStudy, 'model'> {
  readonly picked: readonly PickedPrinciple[];
}

export const titles: Readonly<Record<Measured, string>> = { agreement: 'Measure agreement', conflict: 'Probe conflict' };

/** Undefined where the user went away, or where there is nothing to pick; that is said. */
export async function picked(session: Session, what: Measured, [address, ...names]: readonly unknown[]): Promise<Subject | undefined> {
  const uri = typeof address === 'string' ? address : address instanceof Uri ? address.toString() : (await currentSpec())?.uri.toString();
  if (uri === undefined) return undefined;
  const first = await firstOf(session, { uri, what, name: names[0] });
  if (!first || what === 'agreement') return first && subject(uri, what, [first]);
  const { principles } = await session.server.ask(measureRequests.principles, { uri, beside: first.name });
  const others = principles.filter(({ own }) => own || first.own);
  if (others.length === 0) {
    void window.showInformationMessage(
      `There is no second principle to try “${first.title}” with: a probe needs two that can get in each other’s way. Write another, or measure agreement on this one.`,
    );
    return undefined;
  }
  const second =
    others.find(({ name }) => name === names[1]) ??
    (await pick(others, titles[what], `Which can it get in the way of? First: ${first.title}`));
  return second && subject(uri, what, [first, second]);
}

const subject = (uri: string, what: Measured, both: readonly PickedPrinciple[]): Subject => ({
  uri,
  what,
  principles: both.map(({ name }) => name),
  picked: both,
});

interface First {
  readonly uri: string;
  readonly what: Measured;
  readonly name: unknown;
}

async function firstOf(session: Session, { uri, what, name }: First): Promise<PickedPrinciple | undefined> {
  const editor = window.activeTextEditor;
  const cursor = editor?.document.uri.toString() === uri ? editor.selection.active : undefined;
  const position = cursor ? { position: { line: cursor.line, character: cursor.character } } : {};
  const { principles, standing } = await session.server.ask(measureRequests.principles, { uri, ...position });
  // A finding stands in the document whose words it is about.
  const own = what === 'agreement' ? principles.filter(each => each.own) : principles;
  if (!own.some(each => each.own)) {
    void window.showInformationMessage(
      'This spec has no principle of its own yet, so there is nothing to measure. Write one: principle honest "Say what is true" { … }',
    );
    return undefined;
  }
  const wanted = name ?? standing;
  return (
    own.find(each => each.name === wanted) ?? pick(own, titles[what], what === 'agreement' ? 'Of which principle?' : 'Which principle?')
  );
}

async function pick(principles: readonly PickedPrinciple[], title: string, placeHolder: string): Promise<PickedPrinciple | undefined> {
  const items = principles.map(principle => ({
    label: iconless(principle.title),
    description: principle.name,
    ...(principle.relation ? { detail: iconless(principle.relation) } : {}),
    principle,
  }));
  return (await window.showQuickPick(items, { title: `Polity: ${title}`, placeHolder, matchOnDescription: true }))?.principle;
}
