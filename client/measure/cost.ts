// What a study takes, before anything is sent: a list whose first row goes ahead.

import { type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import type { MeasurePlan } from '../../server/features/measure-protocol.ts';
import { iconless } from '../icons.ts';

type Choice = 'go' | 'model' | 'cases';

interface Row extends QuickPickItem {
  /** Rows that only inform have none, and nothing happens when they are chosen. */
  readonly choice?: Choice;
}

/** Undefined where the user went away. */
export function agreedTo(plan: MeasurePlan, title: string): Promise<Choice | undefined> {
  return new Promise(resolve => {
    const list = window.createQuickPick<Row>();
    list.title = title;
    list.placeholder = 'Nothing is sent before you choose the first row.';
    list.ignoreFocusOut = true;
    list.matchOnDetail = true;
    list.items = rows(plan);
    list.onDidAccept(() => {
      const choice = list.activeItems[0]?.choice;
      if (choice === undefined) return;
      resolve(choice);
      list.hide();
    });
    list.onDidHide(() => {
      resolve(undefined);
      list.dispose();
    });
    list.show();
  });
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function rows({ cases, calls, cost, models, notes }: MeasurePlan): Row[] {
  const price = cost === undefined ? 'of which no price is known' : `about ${cost}`;
  return [
    {
      label: `$(play) Ask now: ${plural(calls, 'call')}, ${price}`,
      detail: 'What is recorded is not asked for again; what is found stands among the Problems.',
      choice: 'go',
    },
    { label: '$(arrow-swap) Choose another model…', description: 'for the replies', choice: 'model' },
    { label: '$(list-ordered) More or fewer cases…', description: `${cases} now`, choice: 'cases' },
    { label: 'who is asked', kind: QuickPickItemKind.Separator },
    ...models.map(
      ({ name, model, address, detail }): Row => ({
        label: iconless(name),
        description: iconless([model, address].filter(Boolean).join(' at ')),
        detail: iconless(detail),
      }),
    ),
    ...(notes.length > 0 ? [{ label: 'good to know', kind: QuickPickItemKind.Separator }] : []),
    ...notes.map((note): Row => ({ label: `$(info) ${iconless(note)}` })),
  ];
}

/** Undefined where the user went away. */
export async function howMany(title: string): Promise<number | undefined> {
  const typed = await window.showInputBox({
    title,
    prompt: 'How many cases? More of them say more surely what is the matter, and cost more.',
    validateInput: text => (/^(?:[1-9]\d?|100)$/.test(text.trim()) ? undefined : 'A whole number from 1 to 100 is needed.'),
  });
  return typed === undefined ? undefined : Number(typed);
}
