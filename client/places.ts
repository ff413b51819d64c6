// From the server's places to the editor's, and to the text that stands there.

import {
  Position,
  Range,
  Selection,
  TabInputText,
  TabInputWebview,
  TextEditorRevealType,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import { type Location, location, type Range as ProtocolRange } from '../server/features/protocol.ts';

export function editorRange({ start, end }: ProtocolRange): Range {
  return new Range(new Position(start.line, start.character), new Position(end.line, end.character));
}

/** The editor's own ranges become lists when they are sent. */
export function placeAt(uri: Uri, { start, end }: Range): Location {
  return {
    uri: uri.toString(),
    range: { start: { line: start.line, character: start.character }, end: { line: end.line, character: end.character } },
  };
}

/** Where the file stands already: in sight, else behind another tab. */
export function columnOf(uri: Uri): ViewColumn | undefined {
  const address = uri.toString();
  const shown = window.visibleTextEditors.find(({ document }) => document.uri.toString() === address);
  const behind = window.tabGroups.all.find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof TabInputText && input.uri.toString() === address),
  );
  return shown?.viewColumn ?? behind?.viewColumn;
}

/** Shows the place in the column where specs are read: that of an editor with the file, else the first one. */
export async function reveal(place: Location): Promise<void> {
  const uri = Uri.parse(place.uri);
  const document = await workspace.openTextDocument(uri);
  const editor = await window.showTextDocument(document, { viewColumn: columnOf(uri) ?? ViewColumn.One });
  const range = editorRange(place.range);
  editor.selection = new Selection(range.start, range.start);
  editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Beside the text; on top of a page or an answer, for columns of columns are too narrow to read; and where nothing is open, there. */
export function besideText(): ViewColumn {
  const { all, activeTabGroup } = window.tabGroups;
  const input = activeTabGroup.activeTab?.input;
  const onPage = input instanceof TabInputWebview || (input instanceof TabInputText && input.uri.scheme.startsWith('polity-'));
  return onPage || all.every(({ tabs }) => tabs.length === 0) ? ViewColumn.Active : ViewColumn.Beside;
}

/** The argument of a command that others may call with anything. */
export function locationFrom(argument: unknown): Location | undefined {
  return location.safeParse(argument).data;
}

/** A link that a read-only document can hold. */
export function placeLink(place: Location): Uri {
  return Uri.parse(`command:polity.reveal?${encodeURIComponent(JSON.stringify([place]))}`);
}
