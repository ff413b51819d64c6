import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Severity } from '../../server/analysis/finding.ts';
import { checkMarkdown } from '../../server/analysis/markdown.ts';
import { blocksOf } from '../../server/analysis/prose/markdown.ts';

const settings = { severities: new Map<string, Severity | 'off'>() };
const found = (text: string, given = settings) =>
  checkMarkdown('SPEC.md', text, given).map(({ code, start, end }) => `${code} ${text.slice(start, end)}`);

describe('a Markdown file as it is', () => {
  it('has findings at the words themselves, by place', () => {
    const text =
      '# Rules {#rules authority=root}\r\n\r\nThe assistant should **set\r\nappropriate** limits.\r\n\r\n!!! meta "Commentary"\r\n    Be kind.\r\n\r\n~~~xml\r\nBe kind.\r\n~~~\r\n\r\nClaude must not:\r\n\r\n- cause *serious harm*\r\n- lie\r\n';
    assert.deepEqual(found(text), ['vague/standard appropriate** limits', 'vague/standard serious harm']);
  });

  it('is parted by its headings: one finding for a term and a section', () => {
    const rule = 'The assistant must report significant errors. It must report significant delays.\n\n';
    assert.deepEqual(found(`${rule}# Two\n\n${rule}`), ['vague/standard significant errors', 'vague/standard significant errors']);
  });

  it('has an example right behind a rule for its example, and a note', () => {
    assert.deepEqual(found('The assistant should set appropriate limits.\n\n**Example**: limits\n\n~~~\nx\n~~~\n'), []);
    assert.deepEqual(found('The assistant should set appropriate limits[^a1].\n'), []);
  });

  it('owes no norms and no translations', () => {
    assert.deepEqual(found('The assistant must never hand over a solution.\n'), []);
  });

  it('obeys the severities that are configured', () => {
    const text = 'The assistant should set appropriate limits and should, if needed, generally greet.\n';
    assert.deepEqual(checkMarkdown('a.md', text, { severities: new Map([['vague', 'off']]) }), []);
    const severities = new Map<string, Severity | 'off'>([
      ['vague', 'off'],
      ['vague/standard', 'info'],
    ]);
    assert.deepEqual(
      checkMarkdown('a.md', text, { severities }).map(({ code, severity }) => [code, severity]),
      [['vague/standard', 'info']],
    );
  });

  it('is read in its language, and told once where nobody reads it', () => {
    const spanish =
      'El asistente ayuda a las personas que llaman por la noche y dice lo que sabe de cada tema. El asistente debe ser imparcial. ';
    assert.deepEqual(found(spanish.repeat(2)), ['vague/attribute debe ser imparcial']);
    const german = 'Der Assistent soll angemessen antworten und darf niemanden beleidigen, es sei denn, dass die Lage es verlangt. '.repeat(
      5,
    );
    const [only, ...more] = checkMarkdown('a.md', german, settings);
    assert.equal(only?.code, 'prose/language');
    assert.match(only.message, /English and Spanish only.*German/);
    assert.deepEqual(more, []);
    assert.deepEqual(checkMarkdown('a.md', '用户的请求应当得到恰当的回答。'.repeat(60), settings).length <= 1, true);
  });

  it('gives the same findings again, and none for nothing', () => {
    const text = 'The assistant should be kind. It must, where possible, use good judgment.\n';
    assert.deepEqual(checkMarkdown('a.md', text, settings), checkMarkdown('a.md', text, settings));
    assert.deepEqual(checkMarkdown('a.md', '', settings), []);
    assert.deepEqual(checkMarkdown('a.md', '\n\n# \n\n- \n', settings), []);
  });
});

describe('the real documents in Markdown', () => {
  const specs = path.join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'specs');
  const files = existsSync(specs)
    ? (readdirSync(specs, { recursive: true }) as string[]).filter(name => name.endsWith('.md') && !name.includes('examples'))
    : [];
  if (files.length === 0) it.skip('left out: ../shared/data/specs is not here');
  for (const name of files) {
    it(`${name}: findings stand in prose, at whole words, each with something to do`, () => {
      const text = readFileSync(path.join(specs, name), 'utf8');
      const blocks = blocksOf(text);
      for (const { start, end, message } of checkMarkdown(name, text, settings)) {
        assert.ok(
          blocks.some(block => block.start <= start && end <= block.start + block.text.length),
          text.slice(start, end),
        );
        assert.match(text.slice(start - 1, start + 1), /^[^\p{L}\p{N}][\p{L}\p{N}]/u);
        assert.match(message, /[.] (?:Say|Name|State|Give|List|Declare|Close|Drop|Bind|Make|Show)/);
        assert.doesNotMatch(message, /undefined|“”|_{2}/);
      }
    });
  }
});
