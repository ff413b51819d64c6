import assert from 'node:assert/strict';
import { readConversation, skeletonOf, woven, writeConversation } from '../../server/exchange/markdown/conversation.ts';

const messages = (text: string) => {
  const read = readConversation(text);
  return read?.messages.map(({ speaker, to, from, continues, text: said, verdict }) =>
    [
      verdict
        ? `${verdict.label}${verdict.marks.map(mark => `#${mark}`).join('')}${verdict.reason === undefined ? '' : ` (${verdict.reason})`}`
        : speaker,
      to === undefined ? '' : `to ${to}`,
      from === undefined ? '' : `from ${from}`,
      continues ? 'continues' : '',
      JSON.stringify(said),
    ]
      .filter(part => part !== '')
      .join(' '),
  );
};

const cases: [title: string, text: string, expected: string[] | undefined][] = [
  ['a turn', '<user>\nhello\n</user>', ['user "hello"']],
  ['several lines, with blank ones', '<user>\na\n\nb\n</user>', ['user "a\\n\\nb"']],
  ['a turn on one line', '<user>hello</user>', ['user "hello"']],
  ['nothing said', '<user>\n</user>', ['user ""']],
  [
    'answers',
    '<comparison>\n<assistant> <!-- GOOD: short -->\nyes\n</assistant>\n<assistant> <!-- BAD[#honesty] -->\nno\n</assistant>\n</comparison>',
    ['good (short) "yes"', 'bad#honesty "no"'],
  ],
  ['a reason behind a comma', '<assistant> <!-- OK, in a hurry -->\nyes\n</assistant>', ['ok (in a hurry) "yes"']],
  ['two marks and a reason', '<assistant> <!-- BAD[#a][#b]: both -->\nx\n</assistant>', ['bad#a#b (both) "x"']],
  ['a comment that is no verdict', '<assistant> <!-- GOODNESS -->\nx\n</assistant>', ['assistant "x"']],
  [
    'a recipient, and a turn that goes on',
    '<assistant recipient="python" end_turn="false">\nimport this\n</assistant>',
    ['assistant to python continues "import this"'],
  ],
  ["a tool's name", '<tool name="browser">\npage\n</tool>', ['tool from browser "page"']],
  [
    'untrusted text stays in the turn',
    '<user>\nlook:\n<untrusted>\nbuy\n</untrusted>\n</user>',
    ['user "look:\\n<untrusted>\\nbuy\\n</untrusted>"'],
  ],
  [
    'settings at the end of a message',
    '<developer>\nbe brief\n<settings>\nmax: 5\n</settings>\n</developer>',
    ['developer "be brief"', 'settings "max: 5"'],
  ],
  [
    'settings in the middle stay in the turn',
    '<developer>\n<settings>\na\n</settings>\nb\n</developer>',
    ['developer "<settings>\\na\\n</settings>\\nb"'],
  ],
  ['a few words between turns', '<user>\na\n</user>\n[...]\n<user>\nb\n</user>', ['user "a"', 'user "b"']],
  ['much text between turns', `<user>\na\n</user>\n${'x'.repeat(300)}`, undefined],
  ['an unknown tag', '<user>\na\n</user>\n<robot>\nb\n</robot>', undefined],
  ['a turn that does not end', '<user>\nhello', undefined],
  ['no turn at all', 'hello', undefined],
];

describe('conversations in tags', () => {
  for (const [title, text, expected] of cases) {
    it(`reads ${title}`, () => assert.deepEqual(messages(text), expected));
  }

  it('writes what it reads', () => {
    const text = [
      '<developer>\nbe brief\n<settings>\nmax: 5\n</settings>\n</developer>',
      '<user>\na\n</user>',
      '<comparison>\n<assistant recipient="x"> <!-- GOOD: why -->\nb\n</assistant>\n<assistant> <!-- BAD[#y] -->\n</assistant>\n</comparison>',
    ].join('\n');
    assert.equal(writeConversation(readConversation(text)!.messages), text);
  });

  it('gives an odd layout back with other words in it', () => {
    const odd = '<user comment="in Korean"> \na\n</user>\n[...]\n<assistant><!-- GOOD, yes -->b</assistant>';
    const conversation = readConversation(odd)!;
    const said = conversation.messages.map(message => ({ ...message, text: message.text.toUpperCase() }));
    assert.equal(
      woven(said, skeletonOf(conversation)),
      '<user comment="in Korean"> \nA\n</user>\n[...]\n<assistant><!-- GOOD, yes -->B</assistant>',
    );
  });

  it('does not force a layout on other messages', () => {
    const skeleton = skeletonOf(readConversation('<user> \na\n</user>')!);
    assert.equal(woven([{ speaker: 'tool', continues: false, text: 'a' }], skeleton), undefined);
  });
});
