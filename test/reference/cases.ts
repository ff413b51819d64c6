// Conformance cases, in the format of shared/conformance: a title, files, and `file:line code` for every finding.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Case {
  readonly title: string;
  readonly at: string;
  readonly files: ReadonlyMap<string, string>;
  /** `file:line code`, lines from 1. */
  readonly expected: readonly string[];
  /** `=== only FAMILY …` */
  readonly only?: readonly string[];
}

/** All cases of a folder; none where it is missing. */
export function casesIn(folder: string): Case[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(name => name.endsWith('.case'))
    .sort()
    .flatMap(name => casesOf(readFileSync(join(folder, name), 'utf8'), name));
}

function casesOf(text: string, name: string): Case[] {
  return text
    .split(/^### /m)
    .slice(1)
    .map(part => caseOf(part, name));
}

function caseOf(text: string, name: string): Case {
  const [head, ...parts] = text.split(/^=== /m);
  const files = new Map<string, string>();
  const found = { title: head!.split('\n')[0]!, at: name, files, expected: [] as string[], only: undefined as string[] | undefined };
  for (const part of parts) {
    const [first, ...lines] = part.split('\n');
    const [what, ...options] = first!.trim().split(/\s+/);
    if (what === 'only') found.only = options;
    else if (what === 'expect') found.expected.push(...lines.map(line => line.trim()).filter(line => line && !line.startsWith('//')));
    else files.set(what!, lines.join(options.includes('crlf') ? '\r\n' : '\n'));
  }
  return found;
}
