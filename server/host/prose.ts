// Markdown files that are checked as prose.

import type { Finding } from '../analysis/finding.ts';
import { checkMarkdown } from '../analysis/markdown.ts';
import type { Settings } from '../analysis/workspace.ts';
import type { Prose } from './checking.ts';
import type { Call } from './commands/command.ts';
import { decoded, readText } from './files.ts';
import type { Inputs } from './inputs.ts';
import { nameIn, type Unread } from './load.ts';

export async function checkProse(call: Call, { markdown, given }: Inputs, settings: Settings): Promise<Prose> {
  const project = await call.project();
  const findings: Finding[] = [];
  const texts = new Map<string, string>();
  const unread: Unread[] = [];
  for (const absolute of markdown) {
    const file = nameIn(project, absolute);
    const reading = given?.file === absolute ? decoded(given.bytes) : readText(absolute);
    if (reading.kind === 'text') {
      texts.set(file, reading.text);
      findings.push(...checkMarkdown(file, reading.text, settings));
    } else unread.push({ file, reading });
  }
  return { findings, texts, unread };
}
