// The prompts in files that footnotes name (`examples/8ep1.md` for `[^8ep1]`): evals of the principle that the footnote stands in.

import type { Declaration, Eval, Tree, Turn } from '../../../grammar/syntax.ts';
import { textOf } from '../../../grammar/text.ts';
import { entry } from '../../analysis/memo.ts';
import { nameOf } from '../names.ts';
import { blocksOf } from './blocks.ts';
import { exampleMarkdown, readBodyText } from './bodies.ts';
import type { ExampleItem } from './items.ts';
import { linesOf } from './lines.ts';
import { messageOf } from './pieces.ts';

export const folder = 'examples/';

/** The conversations of such a file. */
export function promptsIn(text: string): ExampleItem[] {
  return readBodyText(linesOf(text).join('\n'), 'principle', new Map()).filter(item => item.kind === 'example');
}

/** A footnote's name and the line of it, from 0; those in fences and code are none. */
export interface Footnote {
  readonly id: string;
  readonly line: number;
}

const mark = /`[^`\n]*`|\[\^([^\]\s[]{1,80})\]/g;

export function footnotesIn(lines: readonly string[]): Footnote[] {
  const code = new Set(
    blocksOf(lines).flatMap(block => (block.kind === 'fence' ? [...Array(block.end - block.start).keys()].map(n => block.start + n) : [])),
  );
  return lines.flatMap((text, line) =>
    code.has(line) ? [] : [...text.matchAll(mark)].flatMap(found => (found[1] === undefined ? [] : [{ id: found[1], line }])),
  );
}

/** The eval's name for the prompt number `n` (from 1) that a footnote names. */
export const promptName = (footnote: string, n: number): string => nameOf(`${footnote}_${n}`);

export interface FootnotePrompts {
  /** The evals that belong in such files and not in the document. */
  readonly evals: ReadonlySet<Declaration>;
  readonly files: ReadonlyMap<string, string>;
}

/** Evals that hold nothing but a prompt, and are named as the prompts of a footnote are. */
export function footnotePrompts(tree: Tree): FootnotePrompts {
  const evals = new Set<Declaration>();
  const byFile = new Map<string, Eval[]>();
  const ids = new Map<string, string>();
  for (const [, id] of tree.text.matchAll(/\[\^([^\]\s[]{1,80})\]/g)) ids.set(nameOf(`${id}_`), id!);
  for (const { node } of ids.size === 0 ? [] : tree.segments) {
    if (node?.kind !== 'eval' || !node.body.every(statement => statement.kind === 'checks' || statement.kind === 'turn')) continue;
    const id = ids.get(node.name.text.replace(/\d+$/, ''));
    if (id === undefined) continue;
    evals.add(node);
    const path = `${folder}${id}.md`;
    entry(byFile, path, () => [] as Eval[]).push(node);
  }
  const files = [...byFile].map(([path, all]) => [path, `${all.map(promptMarkdown).join('\n\n')}\n`] as const);
  return { evals, files: new Map(files) };
}

function promptMarkdown(node: Eval): string {
  const turns = node.body.filter((statement): statement is Turn => statement.kind === 'turn');
  return exampleMarkdown({ title: node.title && textOf(node.title), messages: turns.map(messageOf) });
}
