// After a fix the cursor is where its author is to write: a reason, a title, a turn. Otherwise `because "…"` would stay, and nobody would miss it.

import { CodeAction, type Command, commands, type Disposable, Selection, type TextEdit, Uri, window } from 'vscode';
import { firstBlank } from './blanks.ts';
import { editorRange, locationFrom, reveal } from './places.ts';
import type { Surface } from './session.ts';

const command = 'polity.fillIn';

/** The same actions, those that leave something to be written with a step to it. */
export const withFilling = (actions: readonly (Command | CodeAction)[]): (Command | CodeAction)[] => actions.map(leading);

function leading(action: Command | CodeAction): Command | CodeAction {
  if (!(action instanceof CodeAction) || !action.edit || action.command) return action;
  const [file, ...more] = action.edit.entries();
  const blank = file && more.length === 0 ? firstBlank(file[1] as TextEdit[]) : undefined;
  if (file && blank) action.command = { title: 'Fill In', command, arguments: [{ uri: file[0].toString(), range: blank }] };
  return action;
}

/** Selects the place, so that what is typed stands there. */
export const filling: Surface = (): Disposable =>
  commands.registerCommand(command, async argument => {
    const place = locationFrom(argument);
    if (!place) return;
    await reveal(place);
    const editor = window.activeTextEditor;
    const { start, end } = editorRange(place.range);
    if (editor?.document.uri.toString() === Uri.parse(place.uri).toString()) editor.selection = new Selection(start, end);
  });
