import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { parse } from '../../grammar/parser.ts';
import { print } from '../../grammar/print.ts';
import type { Tree } from '../../grammar/syntax.ts';
import { check } from '../../server/analysis/check.ts';
import { documentOf, emptyWorkspace, withDocuments } from '../../server/analysis/workspace.ts';
import { same } from '../../server/exchange/markdown/code.ts';
import { markdownImporter } from '../../server/exchange/markdown/import.ts';
import { readMarkdown } from '../../server/exchange/markdown/read.ts';
import { markdownOf } from '../../server/exchange/markdown/write.ts';
import { diceOf, randomSpec } from '../grammar/random-spec.ts';
import { dataFiles, forEachFile, sourceOf, textOfFile } from './data.ts';

/** Lines as the project promises to keep them: trailing blanks and runs of blank lines say nothing. */
function kept(text: string): string[] {
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map(line => line.trimEnd());
  return lines
    .filter((line, n) => line !== '' || (n > 0 && lines[n - 1] !== ''))
    .join('\n')
    .trim()
    .split('\n');
}

const nodesOf = (tree: Tree) => tree.segments.flatMap(segment => (segment.node ? [segment.node] : []));

describe('Markdown in and out again: no line is lost', () => {
  const assertSame = (file: string) => {
    const source = sourceOf(file);
    const result = markdownImporter.read(source);
    assert.ok('text' in result);
    assert.deepEqual(kept(markdownOf(parse(result.text)).text), kept(source.text));
    assert.equal(result.report.differingLines, 0);
    assert.equal(print(parse(result.text)), result.text);
    const workspace = withDocuments(emptyWorkspace, [documentOf('x.constitution', result.text)]);
    assert.deepEqual(
      check(workspace, 'x.constitution').filter(finding => finding.severity === 'error'),
      [],
    );
  };
  forEachFile('specs/openai-model-spec', /\.md$/, assertSame);
  forEachFile('specs/anthropic-constitution-2026', /\.md$/, assertSame);

  it('the counts of the Model Spec of September 2025', function () {
    const file = dataFiles('specs/openai-model-spec', /2025-09-12\.md$/)[0];
    if (file === undefined) this.skip();
    const result = markdownImporter.read(sourceOf(file));
    assert.ok('text' in result);
    const { principlesByAuthority, examples, answers, evals } = result.report;
    assert.deepEqual(
      principlesByAuthority.map(({ level, count }) => `${level} ${count}`),
      ['root 20', 'system 3', 'developer 1', 'user 15', 'guideline 18'],
    );
    assert.deepEqual({ examples, answers, evals }, { examples: 172, answers: { good: 186, ok: 7, bad: 186 }, evals: 272 });
  });
});

const own = `# A {#a}

Text.

!!! meta "Commentary"
    Note.

## B {#b authority=user}

Text[^x1].

- one
- two

**Example**: title

~~~xml
<user>
hi
</user>
<comparison>
<assistant> <!-- GOOD: why -->
hello
</assistant>
<assistant> <!-- BAD[#c] -->
\`\`\`python
# no heading
\`\`\`
</assistant>
</comparison>
~~~

### C {#c authority=guideline}

More.
`;

const odd = [
  ...[
    '~~~',
    '~~~xml',
    '```',
    '```polity',
    '~~~~',
    '</assistant>',
    '<assistant>',
    '<assistant> <!-- GOOD -->',
    '<comparison>',
    '<user>',
    '</user>',
  ],
  ...[
    '!!! meta "Commentary"',
    '    indented',
    '!!! note "X"',
    '',
    '# X',
    '## Y {#y authority=user}',
    '### Z {#z authority=root tags=a,b}',
    '##',
  ],
  ...['# {#only}', '**Example**: foo', '**Example:** bar', '- **must** be kind', '- **must not** x (`y`) when `a is b`', '**Because:** z'],
  ...[
    '**Serves:** `a`',
    '<!-- -->',
    '<!-- end of ## b -->',
    '<div lang="es">',
    '</div>',
    '"""',
    '  """',
    '\\"""',
    '---',
    '[^abcd]',
    '[?](#none)',
  ],
  ...[
    '  trailing   ',
    '\ttab',
    '<user>inline</user>',
    'Given `a is b`:',
    '===',
    '# Doc {#doc .constitution version=1.0.0}',
    '## V {#v .value}',
  ],
  ...[
    '- **attends to** x',
    '## R {#r .role when="a is b"}',
    '    Markdown: as written',
    '\u0000',
    '\u2028x',
    'a\rb',
    '\ufeffx',
    '// c',
    '/*',
    '{',
    '}',
  ],
];

/** The text after a few deletions, swaps, repetitions and odd insertions. */
function mutated(text: string, seed: number): string {
  const { below, pick } = diceOf(seed);
  const all = text.split('\n');
  const from = below(all.length);
  const lines = all.slice(from, from + 3 + below(300));
  for (let n = below(8); n >= 0; n--) {
    const at = below(lines.length + 1);
    switch (below(5)) {
      case 0:
        lines.splice(at, 1 + below(3));
        break;
      case 1:
        lines.splice(at, 1, lines[below(lines.length)] ?? '');
        break;
      case 2:
        lines.splice(at, 0, pick(odd));
        break;
      case 3: {
        const line = lines[at] ?? '';
        const place = below(line.length + 1);
        lines[at] =
          line.slice(0, place) + pick(['#', '`', '~', '<', '>', '-', '"', '\\', '{', '}', ' ', '=']) + line.slice(place + below(2));
        break;
      }
      default: {
        const blank = lines.indexOf('', at);
        if (blank >= 0) lines.splice(blank, 1);
      }
    }
  }
  return lines.join('\n');
}

describe('Markdown that nobody would write', () => {
  const sources = [own, ...dataFiles('specs/openai-model-spec', /2025-(02|09)-12\.md$/).map(textOfFile)];
  it('comes back line by line all the same, and reads without a problem', function () {
    this.timeout(120_000);
    fc.assert(
      fc.property(fc.integer(), fc.nat(sources.length - 1), (seed, which) => {
        const text = mutated(sources[which]!, seed);
        const reading = readMarkdown('doc.md', text);
        const tree = parse(reading.text);
        assert.deepEqual(
          tree.segments.flatMap(segment => segment.problems),
          [],
        );
        assert.deepEqual(kept(markdownOf(tree).text), kept(text));
      }),
      { numRuns: Number(process.env.FUZZ ?? 300) },
    );
  });
});

describe('a spec out to Markdown and in again', () => {
  const assertBack = (text: string) => {
    const tree = parse(text);
    const back = parse(readMarkdown('elsewhere.md', markdownOf(tree).text).text);
    const [before, after] = [nodesOf(tree), nodesOf(back)];
    assert.deepEqual(
      after.map(node => node.kind),
      before.map(node => node.kind),
    );
    before.forEach((node, n) => {
      assert.ok(same(node, after[n]), `${node.kind} ${n} is another`);
    });
  };
  const shared = `constitution whole "Whole" version "1.0.0"
language en
import floor from "./floor.constitution"
adopt floor except p because "q"
context a: x | y
action go "Go away" // with a remark
value v "V" {
  "Prose."
  attends to "something"
  nourishes d
  wiser than w when a is x because "r"
}
value w
dimension d "D"
section s "S" {
  "Prose of s."
  in es "Prosa de s."
  note "A note."
  principle s "S" at user {
    "One."

    "Two."
    must go when a is x unless a is y
    must "be kind"
  }
  section t { context b: boolean }
  "More prose."
}
principle p "P" at platform entrenched when a is x {
  tagged one, two
  serves v
  because "r"
  source "S" at "https://x.y/z"
  overrides q when a is y
  allow conflict/tension because "r"
  """
  ## not a heading {#x authority=user}

  \`\`\`
  unclosed
  """
  example { given a is x user "hi" good to "x" "yes" continues because "r" bad "no" violates s user "then" ok "fine" }
  note """
  two

  lines
  """
}
role r "R" { may go }
tension v, w { favors v when a is x favors w }
prefer p over s because "r"
assert go is forbidden when a is x
eval e "E" { checks p given a is x vary n: "A", "B" user "{n}" expect avoids go repeat 5 pass 4 }
stakeholder st "St" veto
ratification requires 2/3
amendment am { changes p proposed on 2026-03-02 by st vote yes: st ratified on 2026-03-20 because "x" }
`;
  it('keeps every declaration of a spec that has them all', () => assertBack(shared));
  it('reads as a document', () => {
    const { text } = markdownOf(parse(shared));
    assert.match(text, /^# Whole \{#whole \.constitution version=1\.0\.0\}$/m);
    assert.match(text, /^- \*\*must\*\* go away \(`go`\) when `a is x` unless `a is y`$/m);
    assert.match(text, /^- \*\*must\*\* be kind$/m);
    assert.match(text, /^## P \{#p \.entrenched authority=platform when="a is x" tags=one,two\}$/m);
  });
  it('keeps a model spec with an agent and a gate', () =>
    assertBack('modelspec m "M" role r { must "x" } agent a { plays r uses fast } gate g { require conflicts is 0 }'));

  for (const file of specFiles('../../examples')) {
    it(`keeps every declaration of examples/${path.basename(file)}, and the Markdown comes back line by line`, () => {
      const text = textOfFile(file);
      assertBack(text);
      const markdown = markdownOf(parse(text)).text;
      const again = markdownOf(parse(print(parse(readMarkdown('elsewhere.md', markdown).text)))).text;
      assert.deepEqual(kept(again), kept(markdown));
    });
  }

  it('keeps every declaration of random specs', function () {
    this.timeout(120_000);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), seed => {
        const text = randomSpec(seed);
        const tree = parse(text);
        const groups = namesOf(nodesOf(tree));
        // Names that are given twice become two, and levels that nobody declared are declared: both were errors.
        fc.pre(new Set(groups).size === groups.length && !nodesOf(tree).some(namesLevel));
        fc.pre(tree.segments.every(segment => segment.problems.length === 0) && nodesOf(tree).length > 2);
        assertBack(text);
      }),
      { numRuns: Number(process.env.FUZZ ?? 200), maxSkipsPerRun: 1000 },
    );
  });
});

function specFiles(folder: string): string[] {
  const where = path.join(import.meta.dirname, folder);
  return fs
    .readdirSync(where, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(constitution|modelspec)$/.test(name))
    .sort()
    .map(name => path.join(where, name));
}

type Named = { kind: string; name?: { text: string }; body?: readonly Named[] };
const namesOf = (nodes: readonly unknown[]): string[] =>
  (nodes as readonly Named[]).flatMap(node => {
    const kind = node.kind;
    if (kind !== 'section' && kind !== 'principle' && kind !== 'value') return [];
    return [`${kind} ${node.name?.text}`, ...(kind === 'section' ? namesOf(node.body ?? []) : [])];
  });

const namesLevel = (node: unknown): boolean => {
  const { kind, level, body } = node as { kind: string; level?: unknown; body?: readonly unknown[] };
  return (kind === 'principle' && level !== undefined) || (kind === 'section' && (body ?? []).some(namesLevel));
};
