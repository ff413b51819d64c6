// The page of a diagnostic, as `polity explain` prints it and SARIF carries it.

import type { Rule, Sample } from '../analysis/rules/rule.ts';

/** Markdown. */
export function rulePage({ code, severity, page }: Pick<Rule, 'code' | 'severity' | 'page'>): string {
  const parts = [
    `# ${code}: ${page.title}`,
    `Severity: ${severity}, unless \`polity.config.json\` says otherwise.`,
    page.what,
    `## Why it matters`,
    page.why,
    `## Wrong`,
    sample(page.wrong),
    `## Right`,
    sample(page.right),
    `## What to do`,
    page.fixes,
  ];
  return `${parts.map(part => part.trim()).join('\n\n')}\n`;
}

function sample(sample: Sample): string {
  if (typeof sample === 'string') return fenced(sample);
  return Object.entries(sample)
    .map(([file, text]) => `${file}\n\n${fenced(text)}`)
    .join('\n\n');
}

const fenced = (text: string): string => `\`\`\`constitution\n${text.trim()}\n\`\`\``;
