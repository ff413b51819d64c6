// Writes what is made from other files of this project: `npm run generate`. Tests hold that it is fresh.

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { textMateGrammar } from '../grammar/textmate.ts';
import { severityNames } from '../server/host/codes.ts';
import { configJsonSchema } from '../server/host/config.ts';
import { pages } from './pages.ts';
import { pictureFile, pictureText } from './pictures.ts';

const root = path.join(import.meta.dirname, '..');

export const textMateFile = path.join(root, 'client', 'assets', 'polity.tmLanguage.json');

export const textMateText = (): string => `${JSON.stringify(textMateGrammar(), null, 2)}\n`;

/** What editors complete polity.config.json from. */
export const schemaFile = path.join(root, 'polity.schema.json');

export const schemaText = (): string => `${JSON.stringify(configJsonSchema(severityNames), undefined, 2)}\n`;

/** Every file that is made, by its absolute path, with what it should say. */
export function generated(): ReadonlyMap<string, string> {
  const docs = [...pages()].map(([file, text]) => [path.join(root, 'docs', 'diagnostics', file), text] as const);
  return new Map([...docs, [pictureFile, pictureText()], [schemaFile, schemaText()]]);
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(textMateFile, textMateText());
  for (const [file, text] of generated()) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
