// The files that footnotes name → evals.

import { quoted } from '../../../grammar/quote.ts';
import { entry } from '../../analysis/memo.ts';
import type { Source } from '../format.ts';
import type { Trouble } from '../report.ts';
import { principlesByLine } from './findings.ts';
import { type ExampleItem, messageText } from './items.ts';
import { folder, footnotesIn, promptName, promptsIn } from './prompts.ts';
import type { MarkdownReading } from './read.ts';

export interface FootnoteEvals {
  /** Polity text: one eval for each prompt. */
  readonly text: string;
  readonly count: number;
  readonly troubles: readonly Trouble[];
}

/** Where no file lies in `examples/`, footnotes have no files to be had, and nothing is said of them. */
export function footnoteEvals(reading: MarkdownReading, { file, beside, filesBeside }: Source): FootnoteEvals {
  const files = filesBeside
    .filter(path => path.startsWith(folder) && path.endsWith('.md'))
    .map(path => path.slice(folder.length, -'.md'.length));
  if (files.length === 0) return { text: '', count: 0, troubles: [] };
  const lying = new Set(files);
  const defined = new Set(reading.lines.flatMap(line => /^\[\^([^\]\s]{1,80})\]:/.exec(line)?.[1] ?? []));
  const principleAt = principlesByLine(reading);
  const named = new Map<string, number[]>();
  for (const { id, line } of footnotesIn(reading.lines)) entry(named, id, () => [] as number[]).push(line);
  const troubles: Trouble[] = [];
  const texts: string[] = [];
  let count = 0;
  for (const [id, lines] of named) {
    const text = lying.has(id) ? beside(`${folder}${id}.md`) : undefined;
    if (text === undefined) {
      if (!defined.has(id))
        troubles.push({ code: 'footnote-without-file', file, line: lines[0]! + 1, message: `[^${id}] has no file ${folder}${id}.md.` });
      continue;
    }
    const prompts = promptsIn(text);
    if (prompts.length === 0)
      troubles.push({ code: 'left-out', file: `${folder}${id}.md`, message: 'The file holds no conversation that Polity understands.' });
    const principles = [...new Set(lines.flatMap(line => principleAt(line) ?? []))];
    prompts.forEach((prompt, n) => {
      texts.push(evalText(promptName(id, n + 1), prompt, principles));
      const answers = prompt.messages.filter(message => message.verdict).length;
      const message = `The answers of ${prompt.title ?? 'the conversation'} have no place in an eval.`;
      if (answers > 0) troubles.push({ code: 'left-out', file: `${folder}${id}.md`, line: prompt.line + 1, message });
    });
    count += prompts.length;
  }
  for (const id of files.filter(one => !named.has(one)).sort()) {
    troubles.push({ code: 'file-without-footnote', file: `${folder}${id}.md`, message: `No footnote names ${folder}${id}.md.` });
  }
  return { text: texts.join('\n'), count, troubles };
}

function evalText(name: string, prompt: ExampleItem, principles: readonly string[]): string {
  const title = prompt.title === undefined ? '' : ` ${quoted(prompt.title)}`;
  const checks = principles.length === 0 ? '' : `  checks ${principles.join(', ')}\n`;
  const answer = prompt.messages.findIndex(message => message.verdict);
  const asked = answer < 0 ? prompt.messages : prompt.messages.slice(0, answer);
  return `eval ${name}${title} {\n${checks}${asked.map(message => messageText(message, prompt, '  ')).join('')}}\n`;
}
