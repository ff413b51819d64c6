// The language server as a process: on standard input and output for any editor, by IPC for the extension.

import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { theSolver } from './deciding.ts';
import { diskSource } from './lsp/disk.ts';
import { machineAnswers } from './lsp/machine.ts';
import { servePreviews } from './lsp/previews.ts';
import { gitReviews } from './lsp/reviews.ts';
import { type Doors, serve } from './lsp/server.ts';
import { packageVersion } from './package.ts';

const doors: Doors = {
  source: diskSource,
  version: packageVersion(),
  answers: machineAnswers,
  previews: servePreviews,
  reviews: gitReviews,
  solver: theSolver,
};

/** Serves on standard input and output, until they close. Nothing else may write there. */
export function serveStdio(): void {
  console.log = console.error;
  serve(createConnection(ProposedFeatures.all, process.stdin, process.stdout), doors);
}

// VS Code starts this file as a process of its own, and says so.
if (process.argv.includes('--node-ipc')) serve(createConnection(ProposedFeatures.all), doors);
