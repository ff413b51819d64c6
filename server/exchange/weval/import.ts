// A Weval blueprint → a constitution of evals.

import { parse } from '../../../grammar/parser.ts';
import { print } from '../../../grammar/print.ts';
import { quoted, written } from '../../../grammar/quote.ts';
import type { Imported, Importer, Refused, Source } from '../format.ts';
import { nameOf, nameOfTitle, uniqueNames } from '../names.ts';
import { remains } from '../remains.ts';
import type { Trouble } from '../report.ts';
import { readYaml } from '../yaml.ts';
import { type Blueprint, blueprintOf, type Header, type Message, type Prompt } from './blueprint.ts';
import { expectations } from './points.ts';

export const wevalImporter: Importer = {
  kind: 'weval',
  title: 'Weval blueprints (YAML): prompts with what a good reply does',
  recognises: (file, text) =>
    /\.ya?ml$/i.test(file) && /^[ \t]*(?:- )?(?:should|should_not|points|expects?|prompt|messages|ideal):/m.test(text),
  read: readSource,
};

function readSource({ file, text }: Source): Imported | Refused {
  const yaml = readYaml(text);
  if ('refused' in yaml) return yaml;
  const blueprint = blueprintOf(yaml.documents);
  if (blueprint.prompts.length === 0)
    return { refused: 'no prompt was found in it. A blueprint has prompts with `prompt` or `messages`, and `should`.' };
  const troubles: Trouble[] = [...yaml.problems, ...blueprint.unread].map(({ line, message }) => ({
    code: 'left-out',
    file,
    line,
    message,
  }));
  const left = remains();
  const nameFor = uniqueNames();
  const evals = blueprint.prompts.map(({ prompt, line, unknown }) => {
    for (const key of unknown) left.add(`\`${key}\` of prompts`, line);
    return evalText(prompt, { blueprint, name: nameFor(promptName(prompt)), leave: what => left.add(what, line) });
  });
  for (const key of blueprint.settings) left.add(`\`${key}\``, 1);
  const whole = [headerText(blueprint.header, file), aboutText(blueprint.header), ...evals].filter(part => part !== '').join('\n');
  troubles.push(...left.troubles(file));
  return { text: print(parse(whole)), report: reportOf(file, evals.length, troubles) };
}

const reportOf = (file: string, evals: number, troubles: readonly Trouble[]): Imported['report'] => ({
  kind: 'weval',
  file,
  sections: 0,
  principles: 0,
  principlesByAuthority: [],
  examples: 0,
  answers: { good: 0, ok: 0, bad: 0 },
  evals,
  troubles: [...troubles].sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
});

function headerText({ id, title }: Header, file: string): string {
  const name = nameOf(id ?? file.slice(file.lastIndexOf('/') + 1).replace(/\.\w+$/, ''));
  return `constitution ${name}${title === undefined ? '' : ` ${quoted(title)}`}\n`;
}

function aboutText({ description, tags }: Header): string {
  const parts = [
    ...(description === undefined ? [] : [`  ${written(description.trim(), '  ')}\n`]),
    ...(tags?.length ? [`  note ${written(`Tags: ${tags.join(', ')}`, '  ')}\n`] : []),
  ];
  return parts.length === 0 ? '' : `section about "About" {\n${parts.join('\n')}}\n`;
}

const promptName = ({ id, description, prompt }: Prompt): string =>
  id === undefined ? nameOfTitle(description ?? prompt ?? '', 'prompt') : nameOf(id);

interface Writing {
  readonly blueprint: Blueprint;
  readonly name: string;
  readonly leave: (what: string) => void;
}

function evalText(prompt: Prompt, { blueprint, name, leave }: Writing): string {
  const definitions = blueprint.header.point_defs ?? {};
  const should = expectations(prompt.should ?? prompt.points ?? prompt.expect ?? prompt.expects, false, definitions);
  const shouldNot = expectations(prompt.should_not, true, definitions);
  for (const what of [...should.left, ...shouldNot.left]) leave(what);
  const title = prompt.description === undefined ? '' : ` ${quoted(prompt.description.replace(/\s+/g, ' ').trim())}`;
  const lines = [
    ...systemStatements(prompt.system ?? blueprint.header.system ?? blueprint.header.systems),
    ...turns(prompt, leave),
    ...should.statements,
    ...shouldNot.statements,
  ];
  const body = lines.map(line => `  ${line}\n`).join('');
  return `${commentary(prompt)}eval ${name}${title} {\n${body}}\n`;
}

/** The ideal answer and the source have no place in an eval; they stand above it, to be read. */
function commentary({ ideal, idealResponse, citation }: Prompt): string {
  const answer = ideal ?? idealResponse;
  const lines = [
    ...(answer === undefined ? [] : `Ideal: ${answer.trim()}`.split(/\r\n|[\n\r\u2028\u2029]/)),
    ...(typeof citation === 'string' ? [`Source: ${citation.replace(/\s+/g, ' ').trim()}`] : []),
  ];
  return lines
    .map(line => `// ${line}`.trimEnd())
    .map(line => `${line}\n`)
    .join('');
}

/** Several system prompts: a run for each. */
function systemStatements(system: readonly (string | null)[] | undefined): string[] {
  const all = (system ?? []).filter(one => one !== null && one.trim() !== '') as string[];
  if (all.length === 0) return [];
  if (all.length === 1) return [`system ${written(all[0]!, '  ')}`];
  return [`vary system_prompt: ${all.map(quoted).join(', ')}`, 'system "{system_prompt}"'];
}

function turns({ prompt, promptText, messages }: Prompt, leave: (what: string) => void): string[] {
  const said = messages ?? [{ role: 'user' as const, content: prompt ?? promptText }];
  return said.flatMap(message => turn(message, leave));
}

function turn({ role, content }: Message, leave: (what: string) => void): string[] {
  if (content !== undefined) return [`${role} ${written(content, '  ')}`];
  // An assistant turn without words is the model's own, and so is every answer that nobody wrote.
  if (role !== 'assistant') leave(`a ${role} turn that says nothing`);
  return [];
}
