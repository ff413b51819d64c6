import type { Command } from './command.ts';

export const lsp: Command = {
  name: 'lsp',
  arguments: '',
  summary: 'the language server on standard input and output, for any editor',
  options: [{ flags: '--stdio', about: 'as it is; editors that ask for it are understood' }],
  examples: ['polity lsp'],
  run: async () => {
    const { serveStdio } = await import('../lsp.ts');
    serveStdio();
    // The connection ends the process when its client leaves.
    return new Promise(() => {});
  },
};
