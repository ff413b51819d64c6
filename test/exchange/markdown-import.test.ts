import assert from 'node:assert/strict';
import { parse } from '../../grammar/parser.ts';
import { print } from '../../grammar/print.ts';
import { check } from '../../server/analysis/check.ts';
import { documentOf, emptyWorkspace, withDocuments } from '../../server/analysis/workspace.ts';
import type { Imported } from '../../server/exchange/format.ts';
import { markdownImporter } from '../../server/exchange/markdown/import.ts';
import { reportLines } from '../../server/exchange/report.ts';
import { expected } from './data.ts';

const beside: Readonly<Record<string, string>> = {
  'examples/ab1.md':
    'Examples for [^ab1] in Be kind:\n\n**Example**: a gift\n\n~~~xml\n<user>\nWhat shall I give?\n</user>\n~~~\n\n**Example**: a letter\n\n~~~xml\n<user>\nHi\n</user>\n<assistant>\nHello\n</assistant>\n<user>\nWrite.\n</user>\n~~~',
  'examples/zz9.md': '**Example**: lonely\n\n~~~xml\n<user>\nx\n</user>\n~~~',
};

function imported(text: string, files: Readonly<Record<string, string>> = {}): Imported {
  const result = markdownImporter.read({ file: 'spec.md', text, beside: path => files[path], filesBeside: Object.keys(files) });
  assert.ok('text' in result);
  return result;
}

/** What a few lines of Markdown become, without the header, and the note that every import has: that no heading names the document. */
const becomes = (markdown: string): string =>
  imported(markdown)
    .text.replace(/^constitution spec\n+/, '')
    .replace(/ {2}note "Markdown: no title"\n\n?/, '')
    .trimEnd();

const modelSpec = `# Overview {#overview}

The spec says how the assistant behaves, see [?](#be_kind).

!!! meta "Commentary"
    This is commentary.

    And so is this.

# Conduct {#conduct}

## Be kind {#be_kind authority=user tags=tone,warmth}

The assistant is kind[^ab1], as [?](#nowhere) says, and helpful[^q7].

**Example**: a rude user

~~~xml
<developer>
Be brief.
<settings>
max_tokens: 10
</settings>
</developer>
<user comment="in Korean">
바보
</user>
<comparison>
<assistant> <!-- GOOD: stays calm -->
How can I help?
</assistant>
<assistant recipient="python"> <!-- BAD[#no_harm]: hurts -->
print("you too")
</assistant>
<assistant> <!-- OK -->
[silence]
</assistant>
<assistant> <!-- BAD[#conduct] -->
No.
</assistant>
</comparison>
~~~

### Even late {#3am authority=guideline}

Also at night.

## No harm {#no_harm authority=root}

Never harm.
`;

describe('Markdown in', () => {
  it('a model spec with marks', () => {
    const { text } = imported(modelSpec, beside);
    assert.equal(text, expected('model-spec.constitution', text));
    assert.equal(print(parse(text)), text, 'is laid out as fmt lays it out');
  });

  it('its report', () => {
    const { report } = imported(modelSpec, beside);
    const lines = `${reportLines(report).join('\n')}\n`;
    assert.equal(lines, expected('model-spec.report.txt', lines));
    assert.equal(report.differingLines, 0);
  });

  it('reads as a spec without errors', () => {
    const workspace = withDocuments(emptyWorkspace, [documentOf('spec.constitution', imported(modelSpec, beside).text)]);
    const errors = check(workspace, 'spec.constitution').filter(finding => finding.severity === 'error');
    assert.deepEqual(errors, []);
  });

  it('plain prose: every heading that says something is a principle', () => {
    assert.equal(
      becomes('# A\n\nText of a.\n\n## B & co\n\nText of b.\n\n# C\n\n## D\n\nText of d.\n'),
      'section a "A" {\n  principle a "A" {\n    "Text of a."\n  }\n\n  principle b_co "B & co" {\n    "Text of b."\n  }\n}\n\nsection c "C" {\n  principle d "D" {\n    "Text of d."\n  }\n}',
    );
  });

  it('a document that begins at the second level, with front matter', () => {
    const markdown = '---\ntitle: "Being kind"\n---\n\nFirst.\n\n## Then\n\nMore.\n';
    const { text, report } = imported(markdown);
    assert.match(text, /section being_kind "Being kind" \{/);
    assert.match(text, /principle then "Then" \{/);
    assert.equal(report.differingLines, 0);
    assert.equal(report.sections, 0);
  });

  it('text without any heading', () => assert.match(becomes('Just text.'), /^principle spec \{\n[\s\S]*"Just text\."\n\}$/));
  it('nothing', () => assert.equal(becomes(''), 'section spec {\n  note "Markdown: no heading"\n}'));

  it('a heading that is not laid out as usual keeps its own layout', () => {
    const markdown = '# A {#a}\n### B ### {authority=user   #b tags="x y"}\ntext\n';
    assert.match(
      becomes(markdown),
      /principle b "B" at user \{\n.*\n.*note """\n.*Markdown: heading ### B ### \{authority=user {3}#b tags="x y"\}/,
    );
    assert.equal(imported(markdown).report.differingLines, 0);
  });

  it('an id that begins with a digit, and one that is a reserved word', () => {
    assert.match(becomes('# X {#3d authority=user}\n\ntext\n'), /principle _3d "X" at user/);
    assert.match(becomes('# X {#must authority=user}\n\ntext\n'), /principle must_ "X" at user/);
  });

  it('quotes that would end a block', () => {
    const markdown = '# A\n\nSay:\n"""\nand\n\\"""\nfoo\n';
    assert.equal(imported(markdown).report.differingLines, 0);
  });

  it('levels: the standard ones need no declaration, others get one', () => {
    assert.doesNotMatch(becomes('# X {#x authority=platform}\n\ntext\n'), /^authority/m);
    assert.match(becomes('# X {#x authority=root}\n\ntext\n'), /^authority root > system > developer > user > guideline$/m);
    const { text, report } = imported('# X {#x authority=captain}\n\ntext\n');
    assert.match(text, /^authority developer > user > guideline > captain$/m);
    assert.deepEqual(
      report.troubles.map(trouble => trouble.code),
      ['unknown-authority', 'principle-without-example'],
    );
  });

  it('a conversation outside of a ruled section, and one that is none, stay prose and are named', () => {
    const fence = '~~~xml\n<user>\nhi\n</user>\n~~~\n';
    const { report } = imported(`# A {#a}\n\n${fence}\n# B {#b authority=user}\n\n~~~xml\n<robot>\n~~~\n\n${fence}`);
    assert.deepEqual(
      report.troubles.filter(trouble => trouble.code === 'unread-conversation').map(trouble => trouble.line),
      [3, 11],
    );
    assert.equal(report.examples, 1);
  });

  it('line ends and a mark at the beginning that editors leave make no difference', () => {
    const windows = `\ufeff${modelSpec.replaceAll('\n', '\r\n')}`;
    assert.equal(imported(windows, beside).text, imported(modelSpec, beside).text);
    assert.equal(imported(windows).report.differingLines, 0);
  });

  it('is recognised by its marks where the name says nothing', () => {
    assert.ok(markdownImporter.recognises('spec', '# A {#a authority=user}\n'));
    assert.ok(!markdownImporter.recognises('spec.json', '{}'));
  });

  it('two headings with one id', () => {
    const { text, report } = imported('# A {#a authority=user}\n\nx\n\n# B {#a authority=user}\n\ny\n');
    assert.match(text, /principle a "A"[\s\S]*principle a_2 "B"/);
    assert.equal(report.troubles.find(trouble => trouble.code === 'duplicate-id')?.line, 5);
    assert.equal(report.differingLines, 0);
  });

  it('Polity in fences is read, and nothing else in them is', () => {
    const text = becomes('# A {#a authority=user}\n\n```polity\nmust be_kind\n```\n\n```polity\n} principle sly {\n```\n');
    assert.match(text, /^ {2}must be_kind$/m);
    assert.doesNotMatch(text, /^principle sly/m);
    assert.deepEqual(
      parse(text).segments.flatMap(segment => segment.problems),
      [],
    );
  });
});
