import assert from 'node:assert/strict';
import { definition } from '../../server/features/definition.ts';
import { formatting } from '../../server/features/formatting.ts';
import { incomingCalls, prepareCalls, prepareTypes, subtypes, supertypes } from '../../server/features/hierarchies.ts';
import { inlayHints } from '../../server/features/hints.ts';
import { hover } from '../../server/features/hover.ts';
import { codeLenses } from '../../server/features/lenses.ts';
import { links } from '../../server/features/links.ts';
import { offsetAt } from '../../server/features/positions.ts';
import { highlights, references } from '../../server/features/references.ts';
import { linkedEditing, prepareRename, rename } from '../../server/features/rename.ts';
import { renameFiles } from '../../server/features/rename-files.ts';
import { semanticTokens, tokenDelta } from '../../server/features/semantic-tokens.ts';
import { signatureHelp } from '../../server/features/signature-help.ts';
import { folding, selections } from '../../server/features/structure.ts';
import { documentSymbols, workspaceSymbols } from '../../server/features/symbols.ts';
import { typeDefinition } from '../../server/features/type-definition.ts';
import { type Opened, opened } from './cursor.ts';

/** The text that a range covers. */
const covered = (
  { view }: Opened,
  uri: string,
  range: { start: { line: number; character: number }; end: { line: number; character: number } },
): string => {
  const { tree } = view.workspace.documents.get(view.fileOf(uri)!)!;
  const line = tree.text.split('\n')[range.start.line]!.trim();
  return `${view.fileOf(uri)} ${tree.text.slice(offsetAt(tree, range.start), offsetAt(tree, range.end))} | ${line.slice(0, 40)}`;
};

const goes = (line: string, to: string) =>
  it(`${line}  →  ${to}`, () => {
    const at = opened(line);
    const found = definition(at.view, at);
    assert.equal(found && covered(at, found.uri, found.range), to);
  });

describe('definition', () => {
  goes('principle p { must give_do$0sage }', 'main.constitution give_dosage | action give_dosage "State a dose"');
  goes('principle p { must no_har$0m }', 'floor.constitution no_harm | action no_harm "Avoid harm"');
  goes('principle p { must floor.no_ha$0rm }', 'floor.constitution no_harm | action no_harm "Avoid harm"');
  goes('principle p { must flo$0or.no_harm }', 'floor.constitution floor | constitution floor "Floor"');
  goes('principle p { must refer when audience is min$0or }', 'main.constitution minor | context audience: adult | minor');
  goes('principle p { must refer when cons$0ent.memory }', undefined as unknown as string);
  goes('principle p { must refer when consent.mem$0ory }', 'main.constitution memory | consent memory "Remember" { covers "name');
  goes('principle p { serves hon$0esty must', 'main.constitution honesty | value honesty "Honesty"');
  goes(
    'term dose "dose", "doses" means "an amount"\nprinciple p { "Never state do$0ses." }',
    'main.constitution dose | term dose "dose", "doses" means "an amou',
  );
  goes('term dose "dose" means "an amount"\nprinciple p { note "Never a do$0se." }', undefined as unknown as string);
  goes('prefer ca$0lm over floor.safe', 'main.constitution calm | principle calm "Calm" at developer { mus');
});

describe('references and rename', () => {
  it('finds every use, across imports', () => {
    const at = opened('principle p { must no_har$0m must floor.no_harm }');
    assert.deepEqual(
      references(at.view, { ...at, context: { includeDeclaration: true } })?.map(each => each.uri.replace('file:///', '')),
      ['main.constitution', 'main.constitution', 'floor.constitution', 'floor.constitution'],
    );
    assert.equal(highlights(at.view, at)?.length, 2);
  });
  it('finds a term in prose, in every document that adopts it', () => {
    const at = opened('principle p { "Do no wro$0ng." because "A wrong stays." }', {
      'floor.constitution': 'constitution floor "Floor"\nterm wrong means "a harm"\nprinciple safe { "No Wrong." }\n',
    });
    const found = references(at.view, { ...at, context: { includeDeclaration: true } })!;
    assert.deepEqual(
      found.map(({ uri, range }) => covered(at, uri, range)),
      [
        'main.constitution wrong | principle p { "Do no wrong." because "A ',
        'main.constitution wrong | principle p { "Do no wrong." because "A ',
        'floor.constitution wrong | term wrong means "a harm"',
        'floor.constitution Wrong | principle safe { "No Wrong." }',
      ],
    );
    assert.equal(references(at.view, { ...at, context: { includeDeclaration: false } })!.length, 3);
    assert.equal(highlights(at.view, at)?.length, 2);
    assert.equal(prepareRename(at.view, at), undefined);
  });
  it('knows levels of one name in documents that have nothing to do with each other apart', () => {
    const at = opened('authority high > lo$0w\nprinciple p at low { must refer }', {
      'other.constitution': 'constitution other "Other"\nauthority high > low\n',
    });
    assert.deepEqual(Object.keys((rename(at.view, { ...at, newName: 'lower' }) as { changes: object }).changes), [
      'file:///main.constitution',
    ]);
  });
  it('keeps the words of a term that is written as it is named', () => {
    const at = opened('term high_do$0se means "much"\nprinciple p { "No high dose." }');
    const { changes } = rename(at.view, { ...at, newName: 'overdose' }) as { changes: Record<string, { newText: string }[]> };
    assert.deepEqual(
      changes['file:///main.constitution']!.map(({ newText }) => newText),
      ['overdose "high dose"'],
    );
  });
  const edits = (line: string, newName: string) => {
    const at = opened(line);
    const result = rename(at.view, { ...at, newName });
    if (!result || 'refused' in result) return result?.refused ?? 'nothing';
    return Object.entries(result.changes ?? {})
      .map(([uri, changes]) => `${uri.replace('file:///', '')} ${changes.length}`)
      .join(', ');
  };
  const renames = (line: string, newName: string, expected: RegExp | string) =>
    it(`${line} to ${newName}`, () => {
      const got = edits(line, newName);
      if (typeof expected === 'string') assert.equal(got, expected);
      else assert.match(got, expected);
    });
  renames('principle p { must no_har$0m }', 'avoid_harm', 'main.constitution 1, floor.constitution 2');
  renames('principle p { must ref$0er }', 'hand_over', 'main.constitution 3');
  renames('principle p { must ref$0er }', 'give_dosage', /is taken: this document already has an action/);
  renames('principle p { must no_ha$0rm }', 'refer', /is taken/);
  renames('principle p { must ref$0er }', 'must', /is a word of the language/);
  renames('principle p { must ref$0er }', 'two words', /is not a name/);
  renames('principle p { must refer when audience is min$0or }', 'child', 'main.constitution 2');
  renames('principle p { must refer when audience is min$0or }', 'adult', /has a value `adult` already/);
  renames('principle p at user { must refer tagged night tagged nig$0ht }', 'late', 'main.constitution 2');
  renames('principle p at us$0er { must refer }', 'reader', /is one of the levels that every document has/);
  renames('principle p { must refe$0rr }', 'x', /means nothing here yet/);
  it('prepares with the part of the name alone', () => {
    const at = opened('principle p { must floor.no_ha$0rm }');
    assert.equal((prepareRename(at.view, at) as { placeholder: string }).placeholder, 'no_harm');
  });
  it('links the values of a context that only it uses', () => {
    const at = opened('option shade: da$0rk | light default dark');
    assert.equal(linkedEditing(at.view, at)?.ranges.length, 2);
  });
});

describe('hover', () => {
  const says = (line: string, ...wanted: RegExp[]) =>
    it(line, () => {
      const at = opened(line);
      const value = (hover(at.view, at)?.contents as { value: string } | undefined)?.value ?? '';
      for (const each of wanted) assert.match(value, each);
    });
  says('principle p { must give_do$0sage }', /action give_dosage "State a dose"/);
  says('principle p { mu$0st give_doses }', /There is no action `give_doses` yet/);
  says('principle p { mu$0st "be kind" }', /A norm in prose/);
  says('principle p { must no_ha$0rm }', /From `floor.constitution`, here `floor.no_harm`/);
  says(
    'principle p { must refer when audience is min$0or }',
    /value of the context `audience`, beside `adult`/,
    /This holds in 50% of all situations/,
  );
  says('principle p {\n  mu$0st give_dosage when audience is minor\n}', /Applies in 50%/, /yields to `calm: must refer when urgent` when/);
  says(
    'principle p at developer {\n  mu$0st give_dosage when audience is minor\n}',
    /\*\*conflicts\*\* with `calm: must refer when urgent` when `audience is minor and urgent`/,
  );
  says('principle p { allow con$0flict/tension because "x" }', /pull apart|conflict|wish/i);
  says(
    'term dose "dose" means "an amount of a medicine"\nprinciple p { "Never state a do$0se." }',
    /\*\*dose\*\*: an amount of a medicine/,
  );
  says('principle p entren$0ched { must refer }', /`entrenched`: Above every level/);
  says('principle p { must refer when urgent or not urg$0ent }', /every situation|of all situations/);
  says('prefer flo$0or.safe over calm', /\*\*Floor\*\*\. It is adopted: what it rules holds here/);
  says('eval e { giv$0en audience is minor user "x" }', /These facts hold in 50% of all situations/);
  says('// What it is for.\nprinciple quiet "Quiet" { must refer }\nprinciple r { overrides qui$0et }', /What it is for\./);
  it('says nothing in the open', () => {
    const at = opened('\n\n$0\n');
    assert.equal(hover(at.view, at), undefined);
  });
});

describe('hierarchies', () => {
  it('an action: who rules it, also through what it is a kind of', () => {
    const at = opened('action ask_nurse "Ask" is refer\nprinciple p { must ask_nur$0se }');
    const [item] = prepareCalls(at.view, at)!;
    assert.deepEqual(
      incomingCalls(at.view, { item: item! }).map(({ from }) => from.name),
      ['calm', 'p'],
    );
  });
  it('kinds of actions, both ways', () => {
    const at = opened('action ask_nurse "Ask" is refer\nprinciple p { must ask_nur$0se }');
    const [item] = prepareTypes(at.view, at)!;
    const above = supertypes(at.view, { item: item! });
    assert.deepEqual(
      above.map(({ name }) => name),
      ['refer'],
    );
    assert.deepEqual(
      subtypes(at.view, { item: above[0]! }).map(({ name }) => name),
      ['ask_nurse'],
    );
  });
  it('a type definition leads from a value to its context', () => {
    const at = opened('principle p { must refer when audience is min$0or }');
    assert.equal(
      covered(at, 'file:///main.constitution', typeDefinition(at.view, at)![0]!.range),
      'main.constitution audience | context audience: adult | minor',
    );
  });
});

describe('the shape of the text', () => {
  it('symbols, with the norms and examples of a principle', () => {
    const { view } = opened('section s "S" { principle p "P" { must refer example "E" { user "x" good "y" } } }');
    const section = documentSymbols(view).find(({ name }) => name === 's')!;
    assert.deepEqual(
      section.children!.map(({ name, detail, children }) => [name, detail, children!.map(child => child.name)]),
      [['p', 'P', ['must refer', 'E']]],
    );
    assert.deepEqual(
      workspaceSymbols(view, { query: 'nhm' }).map(({ name }) => name),
      ['no_harm'],
    );
  });
  it('folds what spans lines', () => {
    const { view } = opened('principle p {\n  must refer\n  """\n  x\n  y\n  """\n}\n// one\n// two\n');
    assert.ok(folding(view).length >= 3);
  });
  it('selections widen from a name to the document', () => {
    const at = opened('principle p { must ref$0er }');
    const [selection] = selections(at.view, { positions: [at.position] });
    let depth = 0;
    for (let next = selection; next; next = next.parent!) depth++;
    assert.ok(depth >= 4);
  });
  it('links imports and sources, and no other scheme', () => {
    const { view } = opened('principle p { source "A" at "https://example.org/a" source "B" at "command:evil" }');
    assert.deepEqual(
      links(view).map(({ target }) => target),
      ['file:///floor.constitution', 'https://example.org/a'],
    );
  });
  it('formats only what differs, and nothing in a broken text', () => {
    const at = opened('principle  p   {   must   refer   }\n');
    assert.equal(formatting(at.view).length, 1);
    assert.equal(formatting(opened('principle  p   {   must }').view).length, 0);
  });
  it('tokens: the change from one list to another is one edit', () => {
    const before = semanticTokens(opened('principle p { must refer }').view);
    const after = semanticTokens(opened('principle p { must refer when urgent }').view);
    const edits = tokenDelta(before, after);
    const patched = [...before];
    for (const { start, deleteCount, data } of edits) patched.splice(start, deleteCount, ...data);
    assert.deepEqual(patched, after);
    assert.equal(before.length % 5, 0);
    assert.deepEqual(tokenDelta(after, after), []);
  });
});

describe('hints, lenses, help', () => {
  const all = { range: { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } } };
  it('a norm that yields says to whom and when', () => {
    const { view } = opened('principle p { must give_dosage when audience is minor }');
    assert.deepEqual(
      inlayHints(view, all)!.map(({ label }) => label),
      ['yields to calm when audience is minor and urgent'],
    );
  });
  it('a line of facts says how many norms hold', () => {
    const { view } = opened('eval e { given urgent user "x" }');
    assert.deepEqual(
      inlayHints(view, all)!.map(({ label }) => (label as { value: string }[])[0]!.value),
      ['2 norms hold'],
    );
  });
  it('lenses: conflicts and evals of a principle; run, preview, compare of an eval', () => {
    const { view } = opened('principle p at developer { must give_dosage when urgent }\neval e { checks p user "x" }');
    const titles = codeLenses(view).map(({ command }) => command!.title);
    assert.deepEqual(titles, ['1 conflict', 'Preview', '1 conflict', '1 eval', 'Preview', '▶ Run', 'Preview', 'Compare']);
  });
  const helps = (line: string, active: string) =>
    it(`${line}  →  ${active}`, () => {
      const at = opened(line);
      const help = signatureHelp(at.view, at);
      assert.equal(help?.signatures[help.activeSignature!]?.label, active);
    });
  helps('eval e { user "x" expect $0 }', 'expect "criterion"');
  helps('eval e { user "x" expect not con$0 }', 'expect contains "text"');
  helps('gate g { require evals $0 }', 'require evals >= 95%');
});

describe('renamed files', () => {
  it('imports follow, both ways', () => {
    const { view } = opened('');
    const result = renameFiles(view, { files: [{ oldUri: 'file:///floor.constitution', newUri: 'file:///shared/floor.constitution' }] });
    assert.deepEqual(
      result!.changes!['file:///main.constitution']!.map(({ newText }) => newText),
      ['"./shared/floor.constitution"'],
    );
    const moved = renameFiles(view, { files: [{ oldUri: 'file:///main.constitution', newUri: 'file:///town/main.constitution' }] });
    assert.deepEqual(
      moved!.changes!['file:///main.constitution']!.map(({ newText }) => newText),
      ['"../floor.constitution"'],
    );
  });
});
