import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction, CompletionItem, Location, SemanticTokens, TypeHierarchyItem } from 'vscode-languageserver-protocol';
import { features, wideFeatures } from '../../server/features/all.ts';
import { requests } from '../../server/features/protocol.ts';
import { initialize, processClient } from './client.ts';
import { validatorsOf } from './schemas.ts';

const examples = path.resolve(import.meta.dirname, '../../examples');

/** Every message of the session is held against the schema of its method. */
describe('a session over standard input and output', function () {
  this.timeout(120_000);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'polity-lsp-'));
  fs.cpSync(examples, folder, { recursive: true });
  const root = pathToFileURL(folder).href;
  const uri = `${root}/library.constitution`;
  const text = fs.readFileSync(path.join(folder, 'library.constitution'), 'utf8');
  const client = processClient();
  const results = validatorsOf('Results');
  const sent = validatorsOf('Sent');
  const asked = new Set<string>();

  const ask = async <Result>(method: string, params: object): Promise<Result> => {
    asked.add(method);
    const result = await client.connection.sendRequest(method, params);
    const validate = results.get(method);
    assert.ok(validate, `${method} has a schema`);
    assert.ok(validate(result), `${method}: ${JSON.stringify(validate.errors?.slice(0, 3))} in ${JSON.stringify(result)?.slice(0, 400)}`);
    return result as Result;
  };
  const placeOf = (word: string, from = 0) => {
    const offset = text.indexOf(word, from);
    assert.ok(offset >= 0, `${word} is in the example`);
    const before = text.slice(0, offset).split('\n');
    return { line: before.length - 1, character: before.at(-1)!.length + 1 };
  };
  const at = (word: string) => ({ textDocument: { uri }, position: placeOf(word) });
  const whole = { start: { line: 0, character: 0 }, end: { line: text.split('\n').length, character: 0 } };

  after(async () => {
    await client.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('says what it can do', async () => {
    const result = await initialize(client, [root], {
      textDocument: { diagnostic: {}, codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } },
      window: { workDoneProgress: true },
      workspace: { didChangeWatchedFiles: { dynamicRegistration: true }, diagnostics: { refreshSupport: true } },
    });
    const validate = results.get('initialize')!;
    assert.ok(validate(result), JSON.stringify(validate.errors?.slice(0, 3)));
    asked.add('initialize');
    await client.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'constitution', version: 1, text },
    });
  });

  it('answers every feature that it advertises', async () => {
    assert.ok((await ask<CompletionItem[]>('textDocument/completion', at('must state'))).length >= 0);
    const items = await ask<CompletionItem[]>('textDocument/completion', at('state_uncertainty when'));
    const resolved = await ask<CompletionItem>('completionItem/resolve', items.find(({ label }) => label === 'state_uncertainty')!);
    assert.match(JSON.stringify(resolved.documentation), /state_uncertainty/);
    assert.ok(await ask('textDocument/hover', at('state_uncertainty when')));
    await ask('textDocument/signatureHelp', at('expect '));
    assert.match((await ask<Location>('textDocument/definition', at('state_uncertainty when'))).uri, /library/);
    await ask('textDocument/typeDefinition', at('state_uncertainty when'));
    assert.ok(
      (await ask<Location[]>('textDocument/references', { ...at('state_uncertainty when'), context: { includeDeclaration: true } }))
        .length > 1,
    );
    await ask('textDocument/documentHighlight', at('state_uncertainty when'));
    await ask('textDocument/prepareRename', at('state_uncertainty when'));
    assert.ok(await ask('textDocument/rename', { ...at('state_uncertainty when'), newName: 'say_how_sure' }));
    await ask('textDocument/linkedEditingRange', at('state_uncertainty when'));
    assert.ok((await ask<unknown[]>('textDocument/documentSymbol', { textDocument: { uri } })).length > 5);
    assert.ok((await ask<unknown[]>('workspace/symbol', { query: 'uncert' })).length > 0);
    await ask('textDocument/foldingRange', { textDocument: { uri } });
    await ask('textDocument/selectionRange', { textDocument: { uri }, positions: [placeOf('state_uncertainty when')] });
    const tokens = await ask<SemanticTokens>('textDocument/semanticTokens/full', { textDocument: { uri } });
    await ask('textDocument/semanticTokens/full/delta', { textDocument: { uri }, previousResultId: tokens.resultId! });
    await ask('textDocument/semanticTokens/range', { textDocument: { uri }, range: whole });
    await ask('textDocument/documentLink', { textDocument: { uri } });
    await ask('textDocument/formatting', { textDocument: { uri }, options: { tabSize: 2, insertSpaces: true } });
    await ask('textDocument/rangeFormatting', { textDocument: { uri }, range: whole, options: { tabSize: 2, insertSpaces: true } });
    await ask('textDocument/onTypeFormatting', { ...at('}'), ch: '}', options: { tabSize: 2, insertSpaces: true } });
    await ask('textDocument/codeLens', { textDocument: { uri } });
    await ask('textDocument/inlayHint', { textDocument: { uri }, range: whole });
    await ask('workspace/willRenameFiles', {
      files: [{ oldUri: `${root}/safety-floor.constitution`, newUri: `${root}/floors/safety.constitution` }],
    });
    await ask('textDocument/diagnostic', { textDocument: { uri } });
    await ask('workspace/diagnostic', { previousResultIds: [] });
  });

  it('walks hierarchies', async () => {
    const [call] = await ask<TypeHierarchyItem[]>('textDocument/prepareCallHierarchy', at('state_uncertainty when'));
    assert.ok((await ask<unknown[]>('callHierarchy/incomingCalls', { item: call })).length > 0);
    await ask('callHierarchy/outgoingCalls', { item: call });
    const [item] = await ask<TypeHierarchyItem[]>('textDocument/prepareTypeHierarchy', at('give_dosage '));
    await ask('typeHierarchy/supertypes', { item });
    await ask('typeHierarchy/subtypes', { item });
  });

  it('offers fixes for what was just broken, and takes the finding away with them', async () => {
    await client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text: text.replace('must state_uncertainty', 'mst state_uncertainty') }],
    });
    const report = await ask<{ items: { code: string; range: unknown }[] }>('textDocument/diagnostic', { textDocument: { uri } });
    const broken = report.items.find(({ code }) => code === 'syntax/unexpected')!;
    const actions = await ask<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: broken.range,
      context: { diagnostics: [broken] },
    });
    const fix = actions.find(({ isPreferred }) => isPreferred)!;
    assert.match(fix.title, /Write `must`/);
    const [edit] = fix.edit!.changes![uri]!;
    await client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 3 },
      contentChanges: [{ range: edit!.range, text: edit!.newText }],
    });
    const after = await ask<{ items: { code: string }[] }>('textDocument/diagnostic', { textDocument: { uri } });
    assert.deepEqual(
      after.items.filter(({ code }) => code.startsWith('syntax/')),
      [],
    );
  });

  it('says "unchanged" where nothing changed', async () => {
    const first = await ask<{ resultId: string }>('textDocument/diagnostic', { textDocument: { uri } });
    const second = await ask<{ kind: string }>('textDocument/diagnostic', { textDocument: { uri }, previousResultId: first.resultId });
    assert.equal(second.kind, 'unchanged');
  });

  it('answers the questions of the surfaces in their shapes', async () => {
    const about = { uri };
    const questions: Partial<Record<keyof typeof requests, object>> = {
      facts: about,
      when: { ...about, facts: 'audience is minor' },
      conflicts: {},
      read: about,
      landscape: about,
      values: about,
      targets: {},
      compile: { ...about, target: 'prompt', given: 'audience is minor' },
      import: { name: 'x.md', text: '# A\n\nBe kind.\n', beside: [] },
      templates: {},
      template: { template: 'starter' },
      check: {},
      doctor: { reach: false, keptKeys: [] },
    };
    for (const [name, params] of Object.entries(questions)) {
      const { method, result } = requests[name as keyof typeof requests];
      const answer = await client.connection.sendRequest(method, params);
      const read = result.safeParse(answer);
      assert.ok(read.success, `${method}: ${read.error?.message}`);
    }
    assert.deepEqual(Object.keys(questions).sort(), Object.keys(requests).sort());
  });

  it('answers what is malformed with "invalid params", and goes on', async () => {
    for (const { method } of [...features, ...wideFeatures]) {
      for (const params of [{}, { textDocument: 3 }, { textDocument: { uri }, position: { line: -1, character: 'x' } }, []]) {
        const error = await client.connection.sendRequest(method, params).then(
          () => undefined,
          (reason: { code: number }) => reason,
        );
        if (error) assert.ok([-32602, -32803].includes(error.code), `${method} ${JSON.stringify(params)}: ${error.code}`);
      }
    }
    assert.ok(await ask('textDocument/hover', at('state_uncertainty when')));
  });

  it('has visited every capability', () => {
    for (const { method } of [...features, ...wideFeatures]) assert.ok(asked.has(method), method);
  });

  it('has sent nothing that does not fit the protocol', () => {
    for (const { method, params } of client.sent) {
      const validate = sent.get(method);
      assert.ok(validate, `${method} has a schema`);
      assert.ok(validate(params), `${method}: ${JSON.stringify(validate.errors?.slice(0, 3))} in ${JSON.stringify(params).slice(0, 300)}`);
    }
    assert.ok(
      client.sent.some(({ method }) => method === '$/progress'),
      'progress was told',
    );
    assert.ok(
      client.sent.some(({ method }) => method === 'client/registerCapability'),
      'files are watched',
    );
  });
});
