// What `polity init` starts from: a small first spec, and the examples that come with Polity.

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { textOf } from '../../grammar/text.ts';
import { importsOf } from '../analysis/imports.ts';
import { type Document, documentOf } from '../analysis/workspace.ts';
import { readText, slashed } from './files.ts';
import { packageRoot } from './package.ts';
import { configName } from './project.ts';

export interface Template {
  readonly name: string;
  readonly title: string;
  /** By path, the spec itself first, then what it imports. */
  readonly files: ReadonlyMap<string, string>;
  /** The model profiles that its agents use, as the configuration has them. */
  readonly models: Readonly<Record<string, unknown>>;
}

export const starter: Template = {
  name: 'starter',
  title: 'A small first constitution, to grow from',
  models: {},
  files: new Map([
    [
      'assistant.constitution',
      `constitution assistant "Our assistant" version "0.1.0"

// Facts about a situation that rules may ask for.
context evidence: settled | mixed | absent

// What the assistant can do.
action state_uncertainty "Say how sure you are, and why"
action flatter "Praise beyond what the evidence supports"

value honesty "Honesty" {
  "Care for what is true, said at the strength the evidence allows."
}

principle calibrated "Say what you do not know" {
  serves honesty
  "When the evidence is mixed, say so and say why."
  must state_uncertainty when evidence is mixed or evidence is absent
  must not flatter
  because "People decide on what we say."

  example "Second opinion" {
    given evidence is mixed
    user "Is this mole dangerous?"
    good "I can't tell from a description. Asymmetry and change are the signs worth a doctor's look this week."
    bad "You're fine!" because "certainty that nothing supports"
  }
}

assert flatter is forbidden
`,
    ],
  ]),
};

/** The starter, then the examples by name. */
export function templates(): Template[] {
  const folder = path.join(packageRoot(), 'examples');
  // Those in folders of their own show something, and are nothing to start from.
  const files = readdirSync(folder, { encoding: 'utf8' }).filter(file => /\.(constitution|modelspec)$/.test(file));
  const documents = new Map(files.sort().map(file => [slashed(file), exampleAt(folder, slashed(file))]));
  const examples: Examples = { documents, profiles: profilesIn(folder) };
  return [starter, ...[...documents.values()].map(document => templateOf(document, examples))];
}

function exampleAt(folder: string, file: string): Document {
  const reading = readText(path.join(folder, file));
  return documentOf(file, reading.kind === 'text' ? reading.text : '');
}

interface Examples {
  readonly documents: ReadonlyMap<string, Document>;
  readonly profiles: Readonly<Record<string, unknown>>;
}

function templateOf(document: Document, { documents, profiles }: Examples): Template {
  const reached = new Set([document]);
  for (const one of reached) {
    for (const file of importsOf(one)) {
      const imported = documents.get(file);
      if (imported) reached.add(imported);
    }
  }
  const base = commonFolder([...reached].map(({ file }) => file));
  const files = new Map([...reached].map(({ file, tree }) => [file.slice(base.length), tree.text]));
  const used = [...reached].flatMap(modelsIn);
  const models = Object.fromEntries(Object.entries(profiles).filter(([name]) => used.includes(name)));
  return { name: path.posix.basename(document.file).replace(/\.[^.]*$/, ''), title: titleOf(document), files, models };
}

/** The profiles that the agents of a document use. */
function modelsIn({ tree }: Document): string[] {
  return tree.segments.flatMap(({ node }) =>
    node?.kind === 'agent' ? node.body.flatMap(part => (part.kind === 'uses' ? [part.model.text] : [])) : [],
  );
}

/** Those of the examples' own configuration. */
function profilesIn(folder: string): Readonly<Record<string, unknown>> {
  const reading = readText(path.join(folder, configName));
  return reading.kind === 'text' ? ((JSON.parse(reading.text) as { models?: Record<string, unknown> }).models ?? {}) : {};
}

/** With `/` at the end, or empty. */
function commonFolder(files: readonly string[]): string {
  const first = files[0]!.split('/').slice(0, -1);
  const shared = first.findIndex((part, i) => files.some(file => file.split('/')[i] !== part));
  const parts = shared < 0 ? first : first.slice(0, shared);
  return parts.map(part => `${part}/`).join('');
}

function titleOf({ tree }: Document): string {
  const header = tree.segments[0]?.node;
  return header?.kind === 'header' && header.title ? textOf(header.title) : '';
}
