// What the server may send, by method, in the protocol package's own types: the schemas that the recorded session is held
// against are generated from this file.

import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  CodeAction,
  CodeLens,
  CompletionItem,
  ConfigurationParams,
  DocumentDiagnosticReport,
  DocumentHighlight,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InitializeResult,
  InlayHint,
  LinkedEditingRanges,
  Location,
  LogMessageParams,
  PublishDiagnosticsParams,
  Range,
  RegistrationParams,
  SelectionRange,
  SemanticTokens,
  SemanticTokensDelta,
  SignatureHelp,
  TextEdit,
  TypeHierarchyItem,
  WorkDoneProgressCreateParams,
  WorkspaceDiagnosticReport,
  WorkspaceEdit,
  WorkspaceSymbol,
} from 'vscode-languageserver-protocol';

export interface Results {
  initialize: InitializeResult;
  shutdown: null;
  'textDocument/completion': CompletionItem[] | null;
  'completionItem/resolve': CompletionItem;
  'textDocument/hover': Hover | null;
  'textDocument/signatureHelp': SignatureHelp | null;
  'textDocument/definition': Location | null;
  'textDocument/typeDefinition': Location[] | null;
  'textDocument/references': Location[] | null;
  'textDocument/documentHighlight': DocumentHighlight[] | null;
  'textDocument/prepareRename': { range: Range; placeholder: string } | null;
  'textDocument/rename': WorkspaceEdit | null;
  'textDocument/linkedEditingRange': LinkedEditingRanges | null;
  'textDocument/documentSymbol': DocumentSymbol[] | null;
  'workspace/symbol': WorkspaceSymbol[] | null;
  'textDocument/foldingRange': FoldingRange[] | null;
  'textDocument/selectionRange': SelectionRange[] | null;
  'textDocument/semanticTokens/full': SemanticTokens | null;
  'textDocument/semanticTokens/full/delta': SemanticTokens | SemanticTokensDelta | null;
  'textDocument/semanticTokens/range': SemanticTokens | null;
  'textDocument/documentLink': DocumentLink[] | null;
  'textDocument/prepareCallHierarchy': CallHierarchyItem[] | null;
  'callHierarchy/incomingCalls': CallHierarchyIncomingCall[] | null;
  'callHierarchy/outgoingCalls': CallHierarchyOutgoingCall[] | null;
  'textDocument/prepareTypeHierarchy': TypeHierarchyItem[] | null;
  'typeHierarchy/supertypes': TypeHierarchyItem[] | null;
  'typeHierarchy/subtypes': TypeHierarchyItem[] | null;
  'textDocument/codeAction': CodeAction[] | null;
  'textDocument/codeLens': CodeLens[] | null;
  'textDocument/inlayHint': InlayHint[] | null;
  'textDocument/formatting': TextEdit[] | null;
  'textDocument/rangeFormatting': TextEdit[] | null;
  'textDocument/onTypeFormatting': TextEdit[] | null;
  'textDocument/diagnostic': DocumentDiagnosticReport;
  'workspace/diagnostic': WorkspaceDiagnosticReport;
  'workspace/willRenameFiles': WorkspaceEdit | null;
}

/** What the server sends of its own accord. */
export interface Sent {
  'textDocument/publishDiagnostics': PublishDiagnosticsParams;
  'window/logMessage': LogMessageParams;
  '$/progress': { token: string | number; value: unknown };
  'client/registerCapability': RegistrationParams;
  'window/workDoneProgress/create': WorkDoneProgressCreateParams;
  'workspace/configuration': ConfigurationParams;
  'workspace/diagnostic/refresh': null;
  'workspace/inlayHint/refresh': null;
  'workspace/codeLens/refresh': null;
  'workspace/semanticTokens/refresh': null;
  'polity/health': { problems: { what: string; todo: string; uri?: string }[]; documents: number };
}
