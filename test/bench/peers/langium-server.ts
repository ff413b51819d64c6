// The language in Langium's own language server, on standard input and output: a peer to measure beside ours.

import { inject } from 'langium';
import { createServicesForGrammar } from 'langium/grammar';
import { createDefaultModule, createDefaultSharedModule, startLanguageServer } from 'langium/lsp';
import { NodeFileSystem } from 'langium/node';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { langiumGrammar } from './langium.ts';

const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
const first = await createServicesForGrammar({ grammar: langiumGrammar });
const metaData = {
  languageId: 'constitution',
  fileExtensions: ['.constitution', '.modelspec'],
  caseInsensitive: false,
  mode: 'production' as const,
};
const shared = inject(createDefaultSharedModule({ connection, ...NodeFileSystem }), { AstReflection: () => first.shared.AstReflection });
const services = inject(createDefaultModule({ shared }), {
  Grammar: () => first.Grammar,
  LanguageMetaData: () => metaData,
  parser: { ParserConfig: () => ({ maxLookahead: 3 }) },
});
shared.ServiceRegistry.register(services);
startLanguageServer(shared);
