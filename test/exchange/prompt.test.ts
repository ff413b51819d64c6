import assert from 'node:assert/strict';
import { scopeOf } from '../../server/analysis/resolve.ts';
import { documentOf, emptyWorkspace, withDocuments } from '../../server/analysis/workspace.ts';
import type { ExportOptions } from '../../server/exchange/format.ts';
import { promptExporter } from '../../server/exchange/prompt.ts';

const spec = `constitution c "C"
authority platform > user
context calm: boolean
action shout "Shout"
principle low "Low" at user {
  "Be quiet."
  because "Ears hurt."
  note "Not for the model."
  must not shout when calm
  example "A room" { user "Say it!" good "As you like." bad "AS YOU LIKE!" because "loud" }
}
principle high "High" at platform { must "listen" }
principle fixed "Fixed" at user entrenched { must "stay" }
`;

function prompt(options: ExportOptions = {}) {
  const workspace = withDocuments(emptyWorkspace, [documentOf('c.constitution', spec)]);
  const document = workspace.documents.get('c.constitution')!;
  return promptExporter.write({ workspace, document, scope: scopeOf(workspace, 'c.constitution')! }, options);
}

describe('a spec as a system prompt', () => {
  it('goes by authority, entrenched rules first', () => {
    const { text } = prompt();
    const places = ['### Fixed', '### High', '### Low'].map(title => text.indexOf(title));
    assert.ok(
      places.every((place, n) => place > (places[n - 1] ?? 0)),
      text,
    );
  });

  it('says of each level who may set its rules aside', () => {
    const { text } = prompt();
    assert.match(text, /- platform: may be set aside by whoever speaks as platform, and nobody else\./);
    assert.match(text, /- user: may be set aside by whoever speaks as user or platform\./);
    assert.match(text, /Entrenched rules .* set aside by nobody/);
  });

  it('shows examples and no notes', () => {
    const { text } = prompt();
    assert.match(text, /<example title="A room">\n<user>\nSay it!\n<\/user>\n<good_reply>\nAs you like\.\n<\/good_reply>/);
    assert.ok(!text.includes('Not for the model'));
  });

  it('knows the principle of every line', () => {
    const { text, origins } = prompt();
    const lines = text.trimEnd().split('\n');
    assert.equal(origins!.length >= lines.length, true);
    for (const [word, origin] of [
      ['Be quiet.', 'low'],
      ['Say it!', 'low'],
      ['- You must: listen', 'high'],
    ] as const) {
      assert.equal(origins![lines.indexOf(word)], origin, word);
    }
  });

  it('drops reasons first, then examples, and says so', () => {
    const whole = prompt();
    assert.deepEqual(whole.notes, []);
    const tokens = Math.ceil(whole.text.length / 4);
    const less = prompt({ budget: tokens - 3 });
    assert.ok(!less.text.includes('Ears hurt') && less.text.includes('Say it!'));
    assert.match(less.notes[0]!, /reasons of low/);
    const least = prompt({ budget: 10 });
    assert.ok(!least.text.includes('Say it!') && least.text.includes('- You must: listen'));
    assert.match(least.notes[1]!, /examples of low/);
    assert.match(least.notes.at(-1)!, /more than the 10 allowed/);
  });

  it('leaves out what it is told cannot apply', () => {
    const { text } = prompt({ leftOut: { principles: new Set(['high']), norms: new Set(['low#0']) }, facts: ['not calm'] });
    assert.ok(!text.includes('### High') && !text.includes('Shout'));
    assert.match(text, /What is known: not calm/);
  });

  it('gives the same bytes for the same spec', () => assert.deepEqual(prompt(), prompt()));
});
