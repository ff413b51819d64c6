import assert from 'node:assert/strict';
import { compiledPrompt } from '../../server/evaluation/prompt.ts';
import { estimatedTokens } from '../../server/evaluation/tokens.ts';
import { scopeIn } from './reading.ts';

const spec = `subject "the assistant", "Robin"
authority platform > developer > user
context audience: adult | minor
context topic: health(medication) | legal
context spare: boolean
option tone: plain | warm default warm at user
action advise "Give advice"
action dose "State a dose" is advise
action unruled "Something else"
term minor "minor", "child" means "a person under 18"
value honesty "Honesty" { "Care for what is true." attends to "claims that outrun their evidence" }
value kindness "Kindness" { wiser than honesty when audience is minor because "they are young" }
section one "Part one" {
  "What the first part is about."
  principle low "Low one" at user {
    "First paragraph."
    "Second paragraph."
    may advise when tone is warm
    because "It helps."
    note "Not for the model."
    source "A book"
  }
}
principle high "High one" at platform {
  must not dose unless audience is adult
  should "be brief"
  overrides low when topic is legal because "the law is the law"
}
principle first "First one" at developer entrenched when audience is minor { must advise }
role nurse "Nurse" at developer { must not advise }
tension honesty, kindness { favors honesty when topic is legal because "courts" favors kindness }
prefer high over low because "so we said"`;

const prompt = (options = {}) => compiledPrompt(scopeIn(spec), options);
const has = (text: string, ...parts: string[]) => {
  for (const part of parts) assert.ok(text.includes(part), `“${part}” is missing in:\n${text}`);
};

describe('The compiled prompt', () => {
  it('stands in order of authority, entrenched first', () => {
    const headings = prompt()
      .text.split('\n')
      .filter(line => line.startsWith('#'));
    assert.deepEqual(headings, [
      '# A spec',
      '## Authority',
      '## Background',
      '### Part one',
      '## Entrenched rules',
      '### First one (holds when audience is minor; entrenched: nobody may set it aside)',
      '## Rules at the level platform',
      '### High one',
      '## Rules at the level developer',
      '### Nurse (holds where you act as Nurse)',
      '## Rules at the level user',
      '### Low one',
      '## What goes before what',
      '## What we care for',
      '### Honesty',
      '### Kindness',
      '## Words',
      '## What the conditions speak of',
      '## What counts as what',
    ]);
  });

  it('says for each level who may set its rules aside', () =>
    has(
      prompt().text,
      '- platform: may be set aside by whoever speaks as platform, and nobody else.',
      '- developer: may be set aside by whoever speaks as developer or platform.',
      '- user: may be set aside by whoever speaks as user or developer or platform.',
      'Entrenched rules stand above all levels and are set aside by nobody.',
    ));

  it("keeps the spec's own words", () =>
    has(
      prompt().text,
      '“the assistant” and “Robin” are you.',
      '- You must not: State a dose (unless audience is adult)',
      '- You should: be brief',
      '- You may: Give advice (when tone is warm)',
      'First paragraph.\n\nSecond paragraph.',
      'Why: It helps.',
      'This goes before “Low one” when topic is legal.',
      '- “High one” goes before “Low one”.',
      'Wiser than “Honesty” when audience is minor.',
      '- “Honesty” goes first when topic is legal. courts.',
      '- “minor”, “child”: a person under 18',
      '- tone: plain | warm; warm unless it is set otherwise',
      '- “State a dose” is a way to “Give advice”.',
    ));

  it('shows no notes, no sources, and no facts that no rule speaks of', () => {
    for (const part of ['Not for the model', 'A book', 'spare', 'Something else']) assert.ok(!prompt().text.includes(part), part);
  });

  it('leaves out what cannot apply or is beaten', () => {
    const { text } = prompt({ leftOut: { principles: new Set(['first']), norms: new Set(['high#0']) } });
    assert.ok(!text.includes('First one') && !text.includes('You must not: State a dose'));
    has(text, '- You should: be brief');
  });

  it('tells what is known, last of all', () => {
    assert.ok(
      prompt({ facts: ['audience is minor', 'topic is legal'] }).text.endsWith(
        '## The situation\n\nWhat is known: audience is minor; topic is legal. What is not said here is not known.\n',
      ),
    );
  });

  it('is the same bytes for the same input', () => assert.equal(prompt({ facts: ['x'] }).text, prompt({ facts: ['x'] }).text));

  it('each line knows where it is from', () => {
    const { text, origins } = prompt();
    const lines = text.trimEnd().split('\n');
    assert.equal(lines.length, origins.length);
    const from = (part: string) => origins[lines.findIndex(line => line.includes(part))];
    assert.deepEqual(
      [
        'You must not: State a dose',
        'It helps',
        'Second paragraph',
        'Care for what is true',
        'a person under 18',
        'What the first part is about',
        '## Authority',
      ].map(from),
      ['high', 'low', 'low', 'honesty', 'minor', 'one', undefined],
    );
  });

  describe('within a budget', () => {
    const whole = prompt().tokens;
    it('drops reasons first, then what else is commentary, and says what', () => {
      const kinds = (budget: number) => [...new Set(prompt({ budget }).dropped.map(({ what }) => what))];
      assert.deepEqual(kinds(whole), []);
      assert.deepEqual(kinds(whole - 2), ['reasons']);
      assert.deepEqual(kinds(whole - 60), ['reasons', 'sources of a value', 'background', 'prose']);
      assert.ok(prompt({ budget: whole - 2 }).dropped.every(({ origin, tokens }) => origin !== '' && tokens > 0));
    });
    it('keeps to it where it can', () => {
      for (let budget = whole; budget > whole - 50; budget -= 7) {
        const made = prompt({ budget });
        assert.ok(made.fits && made.tokens <= budget && made.tokens === estimatedTokens(made.text), `${budget}: ${made.tokens}`);
      }
    });
    it('never drops a norm, and says that it does not fit', () => {
      const made = prompt({ budget: 50 });
      assert.equal(made.fits, false);
      has(made.text, '- You must not: State a dose', '- You may: Give advice', 'First paragraph.');
      assert.ok(!made.text.includes('Second paragraph') && !made.text.includes('It helps'));
    });
  });

  it('holds what is adopted, at its place', () => {
    const floor =
      'constitution floor\nauthority platform > user\naction harm "Do harm"\nprinciple never "Never" at platform { must not harm }\n';
    const { text, origins } = compiledPrompt(
      scopeIn('import f from "./floor.constitution"\nadopt f\nprinciple own "Own" at user { may f.harm }', { 'floor.constitution': floor }),
    );
    has(text, '## Rules at the level platform\n\n### Never\n\n- You must not: Do harm', '- You may: Do harm');
    assert.ok(origins.includes('f.never'));
  });
});
