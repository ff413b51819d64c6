// Whatever the text: parse, check and fmt come to an end, and throw nothing. The times here are guards against a hang, no marks.

import assert from 'node:assert';
import { parse } from '../../grammar/parser.ts';
import { print } from '../../grammar/print.ts';
import type { Span, Tree } from '../../grammar/syntax.ts';
import { nodesOf } from '../../grammar/walk.ts';
import { check } from '../../server/analysis/check.ts';
import { type Document, documentOf, edited, emptyWorkspace, withDocuments } from '../../server/analysis/workspace.ts';
import { exampleTexts } from './examples.ts';
import { hardTexts, hugeTexts, mutated } from './mutations.ts';
import { randomSpec } from './random-spec.ts';

const files = exampleTexts();
const workspace = withDocuments(
  emptyWorkspace,
  [...files].map(([file, text]) => documentOf(file, text)),
);

const guard = { small: 10_000, large: 60_000 };

/** Runs it, and says which text it was where it throws or does not come to an end in time. */
function guarded<T>(what: string, limit: number, run: () => T): T {
  const start = performance.now();
  try {
    return run();
  } catch (error) {
    throw new Error(`${what} throws`, { cause: error });
  } finally {
    const took = performance.now() - start;
    assert.ok(took < limit, `${what} took ${Math.round(took)} ms`);
  }
}

/** The segments cover the text, and every place is inside. */
function assertWhole(tree: Tree, what: string): void {
  let at = 0;
  const within = (span: Span, end: number) =>
    assert.ok(0 <= span.start && span.start <= span.end && span.end <= end, `${JSON.stringify(span)} in ${what}`);
  tree.segments.forEach((segment, i) => {
    assert.strictEqual(tree.starts[i], at, what);
    assert.ok(segment.length > 0, what);
    // A problem may be a word that stands where this segment should go on, and begins the next.
    for (const problem of segment.problems) within(problem, tree.text.length - at);
    for (const comment of segment.comments) within(comment, segment.length);
    if (segment.node && segment.length < 100_000) for (const node of nodesOf(segment.node)) within(node, segment.length);
    at += segment.length;
  });
  assert.strictEqual(at, tree.text.length, what);
}

/** A text that went wrong, for the message: the end of it, where that was most likely. */
const shown = (text: string): string => JSON.stringify(text.length > 600 ? `…${text.slice(-600)}` : text);

/** All three on one text, beside the examples. */
function through(document: Document, limit = guard.small): void {
  const { text } = document.tree;
  const what = shown(text);
  guarded(what, limit, () => {
    assertWhole(document.tree, what);
    check(withDocuments(workspace, [document]), document.file);
    const printed = print(document.tree);
    // What is laid out was read in full, and stays as it is.
    if (printed !== text) assert.strictEqual(print(parse(printed)), printed, what);
  });
}

/** As `through`, from the text; reading it is part of what must come to an end. */
function read(text: string, file: string, limit = guard.small): void {
  const document = guarded(shown(text), limit, () => documentOf(file, text));
  through(document, limit);
}

describe('every prefix of every example', function () {
  this.timeout(600_000);
  for (const [file, text] of files) {
    it(`${file} is parsed`, () => {
      for (let end = 0; end <= text.length; end++) {
        const tree = parse(text.slice(0, end));
        if (end % 50 === 0) assertWhole(tree, `${file} up to ${end}`);
      }
    });

    it(`${file} is checked and laid out, as it is typed word by word`, () => {
      let document = documentOf(file, '');
      for (const { 0: token, index } of text.matchAll(/"""[\s\S]*?"""|"[^"\n]*"|[\p{L}_][\p{L}\p{Nd}_-]*|[^\s\p{L}]/gu)) {
        const typed = document.tree.text.length;
        document = edited(document, [{ start: typed, end: typed, text: text.slice(typed, index + token.length) }]);
        through(document);
      }
      assert.ok(text.startsWith(document.tree.text) && text.trimEnd() === document.tree.text);
    });
  }
});

describe('mutated specs', function () {
  this.timeout(600_000);
  const count = 10_000;
  const texts = [...files.values()];

  it(`${count} of them go through parse, check and fmt`, () => {
    for (let seed = 1; seed <= count; seed++) {
      // Mostly small ones, for they say as much; now and then a whole example.
      const whole = seed % 25 === 0;
      const base = whole ? texts[seed % texts.length]! : randomSpec(seed, { calm: seed % 2 === 0 });
      read(mutated(base, seed), whole ? [...files.keys()][seed % texts.length]! : 'mutated.constitution');
    }
  });

  it('hide no finding of another file', () => {
    const others = {
      'type/value': 'context own_fact: here | there\nprinciple p { should own_act when own_fact is elsewhere }',
      'name/unknown': 'principle p { must own_act when own_facts }\ncontext own_fact: boolean',
      'conflict/contradiction': 'principle p { must own_act }\nprinciple q { must not own_act }',
    };
    for (let seed = 1; seed <= 100; seed++) {
      // Without its remarks, which speak of imports: a harm would turn them into imports.
      const floor = files.get('safety-floor.constitution')!.replace(/^\/\/.*\n/gm, '');
      const harmed = documentOf('safety-floor.constitution', mutated(floor, seed));
      for (const [code, text] of Object.entries(others)) {
        const own = `constitution other\nimport floor from "./safety-floor.constitution"\nadopt floor\naction own_act "Act"\n${text}\n`;
        const found = check(withDocuments(workspace, [harmed, documentOf('other.constitution', own)]), 'other.constitution');
        assert.ok(
          found.some(finding => finding.code === code),
          `seed ${seed}: ${code}`,
        );
      }
    }
  });
});

describe('hard texts', function () {
  this.timeout(600_000);
  for (const [what, text] of hardTexts()) it(what, () => read(text, 'hard.constitution'));
});

describe('texts of ten megabytes', function () {
  this.timeout(600_000);
  for (const [what, text] of hugeTexts()) it(what, () => read(text, 'huge.constitution', guard.large));
});
