import assert from 'node:assert/strict';
import { scopeOf } from '../../server/analysis/resolve.ts';
import { documentOf, emptyWorkspace, withDocuments } from '../../server/analysis/workspace.ts';
import { read } from '../../server/features/surfaces/read.ts';

/** The spec in words, a line for each part; an adopted floor is beside it. */
function reads(declarations: string): string[] {
  const floor = documentOf('floor.constitution', 'constitution floor "Safety floor"\n');
  const document = documentOf('a.constitution', `constitution a\n${declarations}`);
  const workspace = withDocuments(emptyWorkspace, [floor, document]);
  const view = { workspace, document, scope: scopeOf(workspace, 'a.constitution')!, uriOf: String, fileOf: String };
  return read(view, 1)
    .parts.slice(1)
    .map(part => {
      if (part.kind === 'heading') return `${'#'.repeat(part.level)} ${part.text} (${[part.what, ...part.badges].join('; ')})`;
      if (part.kind === 'detail') return `${part.label}: ${part.items.join(', ')}`;
      if (part.kind === 'norm') return [part.modality, part.action, part.condition].filter(Boolean).join(' ');
      return `${part.kind} ${'markdown' in part ? part.markdown : part.text}`;
    });
}

const cases: readonly (readonly [string, readonly string[]])[] = [
  ['import floor from "./floor.constitution"\nadopt floor', ['Adopts: floor (./floor.constitution)']],
  ['import floor from "./floor.constitution"', ['Draws on: floor (./floor.constitution)']],
  ['authority platform > user', ['Who may set rules aside, the highest first: platform, user']],
  ['context audience: adult | minor(child, teen) | unknown', ['Situations differ by: audience: adult, minor (child, teen) or unknown']],
  ['context stakes: low < mid < high', ['Situations differ by: stakes: low, then mid, then high, rising']],
  ['context age: 0..120', ['Situations differ by: age: from 0 to 120']],
  ['option brisk: boolean default true at user', ['To be chosen: brisk: yes or no, yes unless chosen otherwise, by user']],
  ['context urgent: boolean\nassume not urgent', ['Situations differ by: urgent: yes or no', 'Taken for granted: not urgent']],
  [
    'action advise "Give advice"\naction dose "State a dose" is advise opposes wait_a_while needs consent recall\naction wait_a_while',
    [
      'What it can do: Give advice',
      'What it can do: State a dose; to do so is to give advice; cannot go together with: wait a while; needs the user’s consent: recall',
      'What it can do: wait a while',
    ],
  ],
  ['term red_flag "red flag", "red flags" means "a sign"', ['Defined word: “red flag”, “red flags”: a sign']],
  [
    'value v "Care"\nvalue w "Calm"\ntension v, w { favors v when urgent because "time" favors w }\ncontext urgent: boolean',
    [
      '## Care (value)',
      '## Calm (value)',
      'Where they pull apart: Care and Calm',
      'Leads: Care, when urgent, because time',
      'Leads: Calm',
      'Situations differ by: urgent: yes or no',
    ],
  ],
  [
    'consent recall "Use earlier calls" { covers "symptoms" default off revocable retention 90 days renew every 180 days }',
    [
      '## Use earlier calls (consent of the user)',
      'Covers: symptoms',
      'Unless the user says: off',
      'May be taken back: at any time',
      'Kept for: 90 days',
      'Asked anew every: 180 days',
    ],
  ],
  [
    'action dose "State a dose"\nprinciple p "Care first" entrenched { "Prose." must not dose unless urgent because "so" }\ncontext urgent: boolean\nassert dose is forbidden',
    [
      'What it can do: State a dose',
      '## Care first (principle; guideline; entrenched: nobody may set it aside)',
      'prose Prose.',
      'must not state a dose unless urgent',
      'reason so',
      'Situations differ by: urgent: yes or no',
      'Always so: State a dose: forbidden',
    ],
  ],
  [
    'principle p "First" { }\nprinciple q { }\nprefer p over q because "so"',
    ['## First (principle; guideline)', '## q (principle; guideline)', 'Precedence: First wins over q, because so'],
  ],
];

describe('a spec in words', () => {
  for (const [declarations, lines] of cases) it(declarations.split('\n')[0]!, () => assert.deepEqual(reads(declarations), lines));
});
