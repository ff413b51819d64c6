// Findings in a Markdown file as it is: a team can have its constitution's prose checked before it adopts the language.

import { severityOf } from './check.ts';
import type { Finding, Severity } from './finding.ts';
import { entry } from './memo.ts';
import { detected } from './prose/detection.ts';
import type { ProseFix } from './prose/fixes.ts';
import { blocksOf } from './prose/markdown.ts';
import { readerOf } from './prose/reader.ts';
import { type Reading, readingOf } from './prose/reading.ts';
import { type Hit, hitsIn, isProseRule, type ProseRule, stretchOf } from './prose/rule.ts';
import { rules } from './rules/all.ts';
import { proseLanguage, unreadMessage } from './rules/prose/language.ts';
import { emptyWorkspace, type Settings } from './workspace.ts';

/**
 * The prose findings of a Markdown file, by place; offsets as in the file. Headings part it as principles part a document: one finding
 * for a term and a section. Rules that need a document's declarations (norms, translations) say nothing.
 */
export function checkMarkdown(file: string, text: string, settings: Settings): readonly Finding[] {
  const blocks = blocksOf(text);
  const found = detected(blocks);
  if (found.kind === 'unread') return unread({ file, text, settings }, found.name);
  const { language } = found;
  const reading = readingOf({ kind: 'markdown', text }, readerOf(language, [...language.agents, ...language.agentNames]), blocks);
  const findings: Finding[] = [];
  for (const rule of rules) {
    if (!isProseRule(rule) || rule.markdown === false) continue;
    const severity = severityIn(settings, rule.code, rule.severity);
    if (severity !== 'off') for (const finding of findingsOf(rule, reading)) findings.push({ file, code: rule.code, severity, ...finding });
  }
  return findings.sort((a, b) => a.start - b.start || a.end - b.end || (a.code < b.code ? -1 : 1));
}

const severityIn = (settings: Settings, code: string, byRule: Severity) => severityOf({ ...emptyWorkspace, settings }, code, byRule);

interface Given {
  readonly file: string;
  readonly text: string;
  readonly settings: Settings;
}

function unread({ file, text, settings }: Given, name: string | undefined): readonly Finding[] {
  const severity = severityIn(settings, proseLanguage.code, proseLanguage.severity);
  if (severity === 'off') return [];
  const start = Math.max(0, text.search(/\S/));
  const end = start + /^.{0,80}/.exec(text.slice(start, start + 80))![0].length;
  return [
    {
      file,
      start,
      end,
      code: proseLanguage.code,
      severity,
      message: unreadMessage(name ? `this file (in ${name}, it seems)` : 'this file'),
      related: [],
    },
  ];
}

function* findingsOf(rule: ProseRule, reading: Reading): Iterable<Pick<Finding, 'start' | 'end' | 'message' | 'related' | 'data'>> {
  const said = new Map<number, Set<string>>();
  for (const { hit, sentence } of hitsIn(rule, reading)) {
    const terms = entry(said, rule.once === 'document' ? 0 : sentence.block.section, () => new Set<string>());
    if (terms.has(hit.term)) continue;
    terms.add(hit.term);
    const place = stretchOf(sentence, hit);
    const start = sentence.block.start + place.start;
    const end = sentence.block.start + place.end;
    yield { start, end, message: hit.message, related: [], data: { kind: 'prose', fix: fixesIn(hit, end) } };
  }
}

/** In Markdown only what is written in the prose itself can be put in. */
function fixesIn(hit: Hit, end: number): ProseFix[] {
  return hit.fixes
    .filter(({ edits }) => edits.every(({ place }) => typeof place === 'number'))
    .map(fix => ({ ...fix, edits: fix.edits.map(({ place, text }) => ({ place: (place as number) - end, text })) }));
}
