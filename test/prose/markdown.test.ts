import assert from 'node:assert/strict';
import fc from 'fast-check';
import { blocksOf } from '../../server/analysis/prose/markdown.ts';

/** The prose of each block on one line, an item after `- `. */
const proseOf = (markdown: string): string[] =>
  blocksOf(markdown).map(({ text, item }) => `${item ? '- ' : ''}${text.replace(/\s+/g, ' ').trim()}`);

const reads = (title: string, markdown: string, ...expected: string[]) =>
  it(title, () => {
    assert.deepEqual(proseOf(markdown), expected);
  });

describe('prose in Markdown', () => {
  reads('paragraphs with no marks at all', 'One\ntwo.\n\nThree.\r\n\r\n  Four.\n', 'One two.', 'Three.', 'Four.');
  reads(
    'emphasis, links and escapes leave their words',
    'Be **very** [kind](http://x.y "t") \\*here\\*, `code` & _so_.',
    'Be very kind *here *, ______ & so .',
  );
  reads('a link that names its target by number is a thing', 'As in [?](#levels), wait.', 'As in ____________, wait.');
  reads(
    'headings, code, quotes, tables, HTML and rules are no prose',
    '# Kind\n\n~~~xml\nBe kind.\n~~~\n\n    Be kind.\n\n> Be kind.\n\n| Be | kind |\n|---|---|\n| be | kind |\n\n<div>\nBe kind.\n</div>\n\n---\n\nStop.',
    'Stop.',
  );
  reads('a table without borders is none either', 'Be | kind\n--|--\nbe | kind\n\nStop.', 'Stop.');
  reads('front matter is none', '---\ntitle: Be kind\norder: 5\n---\n\nStop.', 'Stop.');
  reads('commentary is none', '!!! meta "Commentary"\n    Be kind.\n\n    Be kind again.\n\nStop.', 'Stop.');
  reads('notes are marks, and their text is prose', 'Stop[^1].\n\n[^1]: Be kind.', 'Stop .', 'Be kind.');
  reads(
    'list items, nested and loose',
    '- One\n  more\n  1. Two\n\n     Two more\n- Three',
    '- One more',
    '- Two',
    '- Two more',
    '- Three',
  );
  reads('headings with marks of their own', '## Do not lie {#do_not_lie authority=user}\n\nStop.', 'Stop.');

  it('an item knows what the sentence before its list began', () => {
    const [, first, , last] = blocksOf('The assistant must not:\n\n- lie\n- steal\n\nAnd.\n\n- else');
    assert.equal(first?.leadIn?.text, 'The assistant must not:');
    assert.equal(last?.leadIn, undefined);
  });

  it('counts sections, and sees an example right behind', () => {
    const blocks = blocksOf('A.\n\n# One\n\nB.\n\n**Example**: b\n\n~~~\nc\n~~~\n\n# Two\n\nC.\n');
    assert.deepEqual(
      blocks.map(({ text, section, illustrated }) => [text.trim().slice(0, 1), section, illustrated]),
      [
        ['A', 0, false],
        ['B', 1, true],
        ['E', 1, true],
        ['C', 2, false],
      ],
    );
  });

  it('keeps every character of prose in its place', () => {
    const piece = fc.constantFrom(
      'Be kind. ',
      '**bold** ',
      '[a](b) ',
      '`c` ',
      '\n\n',
      '\n',
      '- ',
      '> ',
      '# ',
      '&amp; ',
      '\\* ',
      '[^1]',
      '~~~\n',
      '1. ',
      '    ',
      'ñ ',
      '😀 ',
      '<b>',
      '|',
      '---\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
        const markdown = pieces.join('');
        for (const { start, text } of blocksOf(markdown)) {
          for (let i = 0; i < text.length; i++) {
            const shown = text[i]!;
            if (shown !== ' ' && shown !== '_' && shown !== '&') assert.equal(markdown[start + i], shown);
          }
        }
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it('marks that a reader takes long over are blanked, and their words stay', () => {
    const words = `${'*a_ '.repeat(2000)}end.`;
    assert.match(proseOf(words)[0]!, /^a a a .* end\.$/);
    assert.deepEqual(proseOf(`${'> '.repeat(5000)}a\n\nStop.`).at(-1), 'Stop.');
    assert.deepEqual(proseOf(`${'- '.repeat(3000)}a\n\nStop.`).at(-1), 'Stop.');
  });
});
