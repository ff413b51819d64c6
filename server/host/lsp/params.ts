// What requests must look like before a feature sees them: a malformed one is answered as such, and is never a fault of ours.

import * as z from 'zod';

const uinteger = z.int().min(0).max(2147483647);
const position = z.looseObject({ line: uinteger, character: uinteger });
const range = z.looseObject({ start: position, end: position });
const textDocument = z.looseObject({ uri: z.string() });
const about = z.looseObject({ textDocument });
const at = about.extend({ position });

/** By method; a request about a document that is not named here needs `textDocument` alone. */
const byMethod: Readonly<Record<string, z.ZodType>> = {
  'textDocument/hover': at,
  'textDocument/completion': at,
  'textDocument/definition': at,
  'textDocument/typeDefinition': at,
  'textDocument/references': at.extend({ context: z.looseObject({ includeDeclaration: z.boolean() }) }),
  'textDocument/documentHighlight': at,
  'textDocument/prepareRename': at,
  'textDocument/rename': at.extend({ newName: z.string() }),
  'textDocument/linkedEditingRange': at,
  'textDocument/signatureHelp': at,
  'textDocument/prepareCallHierarchy': at,
  'textDocument/prepareTypeHierarchy': at,
  'textDocument/selectionRange': about.extend({ positions: z.array(position) }),
  'textDocument/rangeFormatting': about.extend({ range }),
  'textDocument/onTypeFormatting': at.extend({ ch: z.string() }),
  'textDocument/semanticTokens/range': about.extend({ range }),
  'textDocument/semanticTokens/full/delta': about.extend({ previousResultId: z.string() }),
  'textDocument/inlayHint': about.extend({ range }),
  'textDocument/codeAction': about.extend({
    range,
    context: z.looseObject({ diagnostics: z.array(z.looseObject({ range, message: z.string() })) }),
  }),
  'textDocument/diagnostic': about.extend({ previousResultId: z.string().optional() }),
  'workspace/symbol': z.looseObject({ query: z.string() }),
  'workspace/diagnostic': z.looseObject({ previousResultIds: z.array(z.looseObject({ uri: z.string(), value: z.string() })) }),
  'workspace/willRenameFiles': z.looseObject({ files: z.array(z.looseObject({ oldUri: z.string(), newUri: z.string() })) }),
  'textDocument/didOpen': z.looseObject({
    textDocument: z.looseObject({ uri: z.string(), languageId: z.string(), version: z.int(), text: z.string() }),
  }),
  'textDocument/didChange': z.looseObject({
    textDocument: z.looseObject({ uri: z.string(), version: z.int().nullish() }),
    contentChanges: z.array(z.looseObject({ range: range.optional(), text: z.string() })),
  }),
  'textDocument/didClose': about,
  'workspace/didChangeWatchedFiles': z.looseObject({ changes: z.array(z.looseObject({ uri: z.string() })) }),
  'workspace/didChangeWorkspaceFolders': z.looseObject({
    event: z.looseObject({ added: z.array(z.looseObject({ uri: z.string() })), removed: z.array(z.looseObject({ uri: z.string() })) }),
  }),
};

export type Checked<Params> = { readonly kind: 'fits'; readonly params: Params } | { readonly kind: 'malformed'; readonly why: string };

/** `item` holds requests that carry an item of an earlier answer. */
const item = z.looseObject({ item: z.looseObject({ uri: z.string(), range, selectionRange: range, name: z.string() }) });

export function checked<Params>(method: string, params: unknown): Checked<Params> {
  const schema = byMethod[method] ?? (/Hierarchy\//.test(method) ? item : about);
  const result = schema.safeParse(params);
  if (result.success) return { kind: 'fits', params: result.data as Params };
  return { kind: 'malformed', why: z.prettifyError(result.error).split('\n')[0]! };
}
