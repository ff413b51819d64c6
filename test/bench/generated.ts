// Specs of any size, as a large organisation might write them: the same seed, the same text.

import { type Dice, diceOf } from '../grammar/random-spec.ts';

const words =
  'answer carefully when people ask about health money law family work or school and say plainly what is known what is not known and where a person can turn for help without blame or flattery because trust is slow to grow and quick to lose'.split(
    ' ',
  );

const sentence = (dice: Dice, length: number): string => {
  const text = Array.from({ length }, () => dice.pick(words)).join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
};

export interface Size {
  /** How many characters at least. */
  readonly characters: number;
  readonly seed?: number;
}

/** A document that parses and checks without errors; names are used near where they are declared, as people do. */
export function generatedSpec({ characters, seed = 1 }: Size): string {
  const dice = diceOf(seed);
  const parts = ['constitution generated "A generated constitution" version "1.0.0"\n'];
  let length = parts[0]!.length;
  for (let i = 0; length < characters; i++) {
    const part = chapter(dice, i);
    parts.push(part);
    length += part.length;
  }
  return parts.join('\n');
}

/** Two contexts, four actions, a value, three principles with examples, and an eval: about two kilobytes. */
function chapter(dice: Dice, n: number): string {
  const condition = () =>
    dice.pick([
      `audience_${n} is minor`,
      `supervised_${n}`,
      `stakes_${n} >= high and not supervised_${n}`,
      `audience_${n} in (adult, unknown)`,
      `stakes_${n} is low or audience_${n} is adult`,
    ]);
  const principle = (
    k: number,
    modality: string,
  ) => `principle rule_${n}_${k} "${sentence(dice, 4)}" at ${dice.pick(['developer', 'user', 'guideline'])} {
  serves care_${n}
  """
  ${sentence(dice, 14)}
  ${sentence(dice, 18)}
  """
  ${modality} act_${n}_${k} when ${condition()}
  should act_${n}_${(k + 1) % 4} unless ${condition()}
  because "${sentence(dice, 12)}"
  source "Workshop ${n}" at "https://example.org/workshops/${n}"

  example "${sentence(dice, 3)}" {
    given audience_${n} is adult, stakes_${n} is low
    user "${sentence(dice, 10)}"
    good "${sentence(dice, 16)}"
    bad "${sentence(dice, 8)}" because "${sentence(dice, 5)}"
  }
}
`;
  return `// Chapter ${n}: ${sentence(dice, 6)}
context audience_${n}: adult | minor | unknown
context stakes_${n}: low < moderate < high
context supervised_${n}: boolean

action act_${n}_0 "${sentence(dice, 6)}"
action act_${n}_1 "${sentence(dice, 6)}" is act_${n}_0
action act_${n}_2 "${sentence(dice, 6)}"
action act_${n}_3 "${sentence(dice, 6)}"

value care_${n} "${sentence(dice, 3)}" {
  "${sentence(dice, 12)}"
  attends to "${sentence(dice, 8)}"
}

${[principle(0, 'must'), principle(1, 'may'), principle(2, 'must')].join('\n')}
eval check_${n} "${sentence(dice, 4)}" {
  checks rule_${n}_0, rule_${n}_1
  given audience_${n} is minor
  user "${sentence(dice, 12)}"
  expect performs act_${n}_0
  expect not matches "[0-9]+ ?mg"
  repeat 5 pass 4
}
`;
}
