// What a preview was asked for.

import { Uri, window } from 'vscode';
import type { PreviewSubject } from '../../server/features/preview-protocol.ts';
import { currentSpec, isSpec } from '../languages.ts';

export interface Wanted {
  readonly uri: Uri;
  readonly subject: PreviewSubject;
  readonly line?: string;
}

/** By a code lens, which names it; else by the cursor, with what is selected as the user's line; else by a menu. */
export async function wantedBy(address: unknown, name: unknown): Promise<Wanted | undefined> {
  if (typeof address === 'string' && typeof name === 'string') return { uri: Uri.parse(address), subject: { kind: 'named', name } };
  const editor = window.activeTextEditor;
  if (editor && isSpec(editor.document)) {
    const { document, selection } = editor;
    const { line, character } = selection.active;
    const subject = { kind: 'at' as const, position: { line, character } };
    const selected = document.getText(selection).trim();
    return { uri: document.uri, subject, ...(isLine(selected) ? { line: selected } : {}) };
  }
  const uri = address instanceof Uri ? address : (await currentSpec())?.uri;
  return uri && { uri, subject: { kind: 'document' } };
}

/** A single word is what a search or a double click left selected, and nothing that anybody would say. */
const isLine = (selected: string): boolean => /\s/.test(selected);
