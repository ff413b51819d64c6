// What a preview was asked for.

import { Uri, window } from 'vscode';
import type { PreviewSubject } from '../../server/features/preview-protocol.ts';
import { currentSpec, isSpec } from '../languages.ts';
import { placeAt } from '../places.ts';

export interface Wanted {
  readonly uri: Uri;
  readonly subject: PreviewSubject;
  readonly line?: string;
}

/**
 * By a code lens, which names it; else by the cursor or what is selected in a spec, of which the server knows whether it is the spec's own
 * or something that a user says; else by what is selected in another text, which a user says; else by a menu.
 */
export async function wantedBy(address: unknown, name: unknown): Promise<Wanted | undefined> {
  if (typeof address === 'string' && typeof name === 'string') return { uri: Uri.parse(address), subject: { kind: 'named', name } };
  const editor = window.activeTextEditor;
  if (editor && isSpec(editor.document)) {
    const { document, selection } = editor;
    const { start, end } = placeAt(document.uri, selection).range;
    return { uri: document.uri, subject: { kind: 'at', position: start, ...(selection.isEmpty ? {} : { to: end }) } };
  }
  if (address instanceof Uri) return { uri: address, subject: { kind: 'document' } };
  const spec = await currentSpec();
  const line = editor?.document.getText(editor.selection).trim() ?? '';
  return spec && { uri: spec.uri, subject: { kind: 'document' }, ...(isLine(line) ? { line } : {}) };
}

/** A single word is what a search or a double click left selected, and nothing that anybody would say. */
const isLine = (selected: string): boolean => /\s/.test(selected);
