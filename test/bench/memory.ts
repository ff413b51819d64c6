// What a day of typing leaves behind: the heap of the analysis after twenty thousand edits of a file of a megabyte, each of them
// checked, beside the heap after the first check. What an editor shows beside the findings (tokens, symbols) is asked for on the way.

import { check } from '../../server/analysis/check.ts';
import { scopeOf } from '../../server/analysis/resolve.ts';
import { documentOf, edited, emptyWorkspace, type Workspace, withDocuments } from '../../server/analysis/workspace.ts';
import { semanticTokens } from '../../server/features/semantic-tokens.ts';
import { documentSymbols } from '../../server/features/symbols.ts';
import { diceOf } from '../grammar/random-spec.ts';
import type { Benchmark, Row } from './benchmark.ts';
import { generatedSpec } from './generated.ts';

const file = 'large.constitution';
const edits = 20_000;
/** Findings after each so many edits: an author who types does not wait for them after every letter. */
const pause = 100;

function megabytes(): number {
  for (let i = 0; i < 3; i++) (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

/** All that an editor asks for after a pause. */
function look(workspace: Workspace): void {
  const view = {
    workspace,
    uriOf: (name: string) => `file:///${name}`,
    fileOf: (uri: string) => uri.slice(8),
    document: workspace.documents.get(file)!,
    scope: scopeOf(workspace, file)!,
  };
  check(workspace, file);
  semanticTokens(view);
  documentSymbols(view);
}

async function run(): Promise<Row[]> {
  const dice = diceOf(11);
  let workspace = withDocuments(emptyWorkspace, [documentOf(file, generatedSpec({ characters: 1_000_000 }))]);
  const type = (start: number, end: number, text: string) => {
    workspace = withDocuments(workspace, [edited(workspace.documents.get(file)!, [{ start, end, text }])]);
  };
  look(workspace);
  const start = megabytes();
  let most = start;
  for (let i = 0; i < edits; i += 2) {
    const at = 100 + dice.below(workspace.documents.get(file)!.tree.text.length - 200);
    // Now and then a brace or a quote that leaves the rest of the file open: that costs the most, and is closed again.
    const typed = dice.pick(i % 200 === 0 ? ['{', '"', 'principle x { must y }\n'] : ['e', 'must ', '\n', ' ']);
    type(at, at, typed);
    if (i % (2 * pause) === 0) look(workspace);
    type(at, at + typed.length, '');
    if (i % 5000 === 0) most = Math.max(most, megabytes());
  }
  look(workspace);
  const end = megabytes();
  return [
    { what: 'heap after the first check', figure: start, unit: 'MB' },
    { what: 'heap after 20,000 edits', figure: end, unit: 'MB', mark: '1.5 times the start', peer: { name: 'the start', figure: start } },
    { what: 'the most on the way', figure: most, unit: 'MB', peer: { name: 'the start', figure: start } },
  ];
}

export const remembering: Benchmark = { name: 'memory', title: 'Memory: 20,000 edits of a file of a megabyte', run };
