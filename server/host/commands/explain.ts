import { nearest } from '../../../grammar/names.ts';
import { rules } from '../../analysis/rules/all.ts';
import { rulePage } from '../../reporting/page.ts';
import { codes, familyOf } from '../codes.ts';
import { refusal } from '../refusal.ts';
import type { Call, Command, Exit } from './command.ts';

export const explain: Command = {
  name: 'explain',
  arguments: '[code]',
  summary: 'the page of a diagnostic: what is wrong, why it matters, wrong and right; without a code, the list',
  options: [],
  examples: ['polity explain conflict/contradiction', 'polity explain vague'],
  words: () => codes,
  run: async call => explained(call, call.args[0]),
};

function explained({ world }: Call, code: string | undefined): Exit {
  const rule = rules.find(candidate => candidate.code === code);
  if (rule) {
    world.stdout.write(rulePage(rule));
    return 0;
  }
  const listed = code === undefined ? codes : codes.filter(candidate => familyOf(candidate) === code);
  if (listed.length === 0) {
    const near = nearest(code!, codes) ?? codes.find(candidate => candidate.endsWith(`/${code}`));
    throw refusal(`there is no diagnostic ${code}; ${near === undefined ? '`polity explain` lists them' : `did you mean ${near}?`}`);
  }
  const width = Math.max(...listed.map(({ length }) => length));
  for (const name of listed) world.stdout.write(`${name.padEnd(width)}  ${rules.find(candidate => candidate.code === name)!.page.title}\n`);
  return 0;
}
