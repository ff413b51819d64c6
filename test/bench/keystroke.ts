// A keystroke in a file of a megabyte, and in a workspace of five hundred documents.

import { parse } from '../../grammar/parser.ts';
import { type Edit, reparse } from '../../grammar/reparse.ts';
import type { Tree } from '../../grammar/syntax.ts';
import { check } from '../../server/analysis/check.ts';
import { documentOf, edited, emptyWorkspace, type Workspace, withDocuments } from '../../server/analysis/workspace.ts';
import { type Dice, diceOf } from '../grammar/random-spec.ts';
import { type Benchmark, median, percentile, type Row } from './benchmark.ts';
import { generatedSpec } from './generated.ts';

async function run(): Promise<Row[]> {
  return [...inOneFile(), ...inManyFiles()];
}

function inOneFile(): Row[] {
  const text = generatedSpec({ characters: 1_000_000 });
  const letters = typing(parse(text), { times: 1000, edit: letter });
  // A brace that is typed first and closed later: all that follows may belong to it.
  const braces = typing(parse(text), { times: 60, edit: (tree, dice) => insertion(place(tree, dice), '{') });
  const whole = median([0, 1, 2].map(() => timed(() => parse(text))));
  return [
    { what: '1 MB, a letter, p50', figure: median(letters), unit: 'ms', mark: '0.5 ms', peer: { name: 'reading it all', figure: whole } },
    { what: '1 MB, a letter, p99', figure: percentile(letters, 0.99), unit: 'ms', mark: '3 ms' },
    { what: '1 MB, an open brace, p50', figure: median(braces), unit: 'ms' },
    { what: '1 MB, an open brace, p99', figure: percentile(braces, 0.99), unit: 'ms' },
  ];
}

/** Milliseconds of each edit. What was typed is taken back, so that the file stays what it is. */
function typing(tree: Tree, { times, edit }: { times: number; edit: (tree: Tree, dice: Dice) => Edit }): number[] {
  const dice = diceOf(7);
  let now = tree;
  const spent: number[] = [];
  for (let i = 0; i < times; i++) {
    const typed = edit(now, dice);
    const before = now.text.slice(typed.start, typed.end);
    spent.push(timed(() => (now = reparse(now, typed))));
    now = reparse(now, { start: typed.start, end: typed.start + typed.text.length, text: before });
  }
  return spent;
}

const place = (tree: Tree, dice: Dice) => 100 + dice.below(tree.text.length - 200);
const insertion = (at: number, text: string): Edit => ({ start: at, end: at, text });

/** In the middle of a word, where people type. */
function letter(tree: Tree, dice: Dice): Edit {
  let at = place(tree, dice);
  while (!/[a-z]/.test(tree.text[at]!) || !/[a-z]/.test(tree.text[at - 1]!)) at++;
  return insertion(at, 'e');
}

const documents = 500;
/** About twenty norms each. */
const size = 9600;

function inManyFiles(): Row[] {
  const texts = Array.from({ length: documents }, (_, seed) => ({
    file: `d${seed}.constitution`,
    text: generatedSpec({ characters: size, seed }),
  }));
  let workspace = emptyWorkspace;
  const first = timed(() => {
    workspace = withDocuments(
      emptyWorkspace,
      texts.map(({ file, text }) => documentOf(file, text)),
    );
    checkAll(workspace);
  });
  const norms = texts.reduce((sum, { text }) => sum + (text.match(/^ {2}(must|should|may) /gm)?.length ?? 0), 0);
  const dice = diceOf(11);
  const spent: number[] = [];
  for (let i = 0; i < 300; i++) {
    const { file } = texts[dice.below(documents)]!;
    const document = workspace.documents.get(file)!;
    const edit = letter(document.tree, dice);
    spent.push(
      timed(() => {
        workspace = withDocuments(workspace, [edited(document, [edit])]);
        check(workspace, file);
      }),
    );
  }
  const scale = `${documents} documents, ${norms} norms`;
  return [
    { what: `${scale}: read and check all`, figure: first, unit: 'ms', mark: '400 ms' },
    { what: `${scale}: a letter, to all findings, p50`, figure: median(spent), unit: 'ms' },
    { what: `${scale}: a letter, to all findings, p95`, figure: percentile(spent, 0.95), unit: 'ms', mark: '10 ms' },
  ];
}

function checkAll(workspace: Workspace): void {
  for (const file of workspace.documents.keys()) check(workspace, file);
}

function timed(act: () => unknown): number {
  const began = performance.now();
  act();
  return performance.now() - began;
}

export const keystroke: Benchmark = { name: 'keystroke', title: 'A keystroke', run };
