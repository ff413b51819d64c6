// Labelled sentences and whole documents that stand outside of the project, where they are there.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const data = path.join(import.meta.dirname, '..', '..', '..', 'shared', 'data');

export interface Labelled {
  readonly text: string;
  /** The rule that the label is of; none for a rule that was dropped. */
  readonly code: string | null;
  readonly term: string;
  readonly label: 'TP' | 'borderline' | 'FP' | 'FN' | 'TN';
}

export function labels(): readonly Labelled[] | undefined {
  const file = path.join(data, 'vagueness', 'labels.jsonl');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  // References to other sections were cut out of the sentences as [ref]; the documents have links there.
  return lines.map(line => JSON.parse(line) as Labelled).map(each => ({ ...each, text: each.text.replaceAll('[ref]', '[?](#ref)') }));
}

export interface Whole {
  readonly name: string;
  readonly text: string;
}

/** The newest Model Spec and the constitution of 2026, file by file. */
export function wholeDocuments(): readonly Whole[] {
  return [
    ...['openai-model-spec/model_spec.2025-09-12.md'].map(name => path.join('specs', name)),
    ...filesIn('specs/anthropic-constitution-2026'),
  ].flatMap(name => {
    const file = path.join(data, name);
    return existsSync(file) ? [{ name: path.basename(name), text: readFileSync(file, 'utf8') }] : [];
  });
}

function filesIn(folder: string): string[] {
  const absolute = path.join(data, folder);
  return existsSync(absolute)
    ? readdirSync(absolute)
        .sort()
        .map(name => path.join(folder, name))
    : [];
}
