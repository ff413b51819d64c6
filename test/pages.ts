// The pages of all diagnostics, as files that editors and reports link to: made from the rules by `npm run generate`.

import { rules } from '../server/analysis/rules/all.ts';
import { rulePage } from '../server/reporting/page.ts';

/** By path under docs/diagnostics. */
export function pages(): ReadonlyMap<string, string> {
  const found = new Map(rules.map(rule => [`${rule.code}.md`, rulePage(rule)]));
  const families = Map.groupBy(rules, ({ code }) => code.split('/')[0]!);
  const index = [...families]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(
      ([family, members]) =>
        `## ${family}\n\n${members.map(({ code, severity, page }) => `- [\`${code}\`](${code}.md) (${severity}): ${page.title}`).join('\n')}`,
    );
  found.set(
    'README.md',
    `# Diagnostics\n\nWhat each finding means, why it matters, and what to do. \`polity explain CODE\` prints the same page.\n\n${index.join('\n\n')}\n`,
  );
  return found;
}
