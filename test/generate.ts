// Writes what is made from other files of this project: `npm run generate`. Tests hold that it is fresh.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { textMateGrammar } from '../grammar/textmate.ts';

export const textMateFile = path.join(import.meta.dirname, '..', 'client', 'assets', 'polity.tmLanguage.json');

export const textMateText = (): string => `${JSON.stringify(textMateGrammar(), null, 2)}\n`;

if (process.argv[1] === import.meta.filename) writeFileSync(textMateFile, textMateText());
