// What stands between the editor and the language server, in the words of who asked. Knows neither, but for the codes of their protocol.

/** LSP's MethodNotFound: on the web nothing can be asked of models, and nothing is on a disk. */
const unheardOf = -32601;

/** JSON-RPC's words for a server that went away: nobody answers any more, nobody reads, nobody is there. */
const gone: readonly unknown[] = [
  // PendingResponseRejected, ConnectionInactive, MessageReadError, MessageWriteError
  -32097, -32096, -32098, -32099,
  // ConnectionErrors.Closed and Disposed
  1, 2,
];

export function inPlainWords(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === unheardOf) throw new Error('Polity cannot do this in a browser: open the folder in VS Code on a machine.');
  if (gone.includes(code)) throw new Error('Polity’s language server stopped and is starting again. Ask again.');
  throw error;
}
