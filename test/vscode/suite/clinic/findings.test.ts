import assert from 'node:assert/strict';
import { type CodeAction, commands, DiagnosticSeverity, type Hover, type MarkdownString, workspace } from 'vscode';
import { codes, finding, open, placeOf, replace, revert, until } from '../editor.ts';

const clash = 'conflict/contradiction';

describe('findings', () => {
  it('stand at the later norm and lead to the earlier', async () => {
    const { document } = await open('clinic.constitution');
    const found = await finding(document.uri, clash);
    assert.equal(found.severity, DiagnosticSeverity.Error);
    assert.ok(found.range.contains(placeOf(document, 'must give_dosage').start), document.getText(found.range));
    const [related] = found.relatedInformation ?? [];
    assert.ok(related?.location.range.intersection(placeOf(document, 'must not give_dosage')));
  });

  it('go and come with the text', async () => {
    const { document } = await open('clinic.constitution');
    await finding(document.uri, clash);
    await replace(document, 'must give_dosage when urgency', 'must give_dosage unless audience is minor when urgency');
    await until('the conflict goes', () => !codes(document.uri).includes(clash));
    await revert(document);
    await finding(document.uri, clash);
  });

  it('are mended from the light bulb', async () => {
    const { document } = await open('clinic.constitution');
    const found = await finding(document.uri, clash);
    const actions = await commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, found.range);
    const fix = actions.find(({ edit, title }) => edit && /override|unless|except/i.test(title));
    assert.ok(fix?.edit, 'no fix for the conflict');
    await workspace.applyEdit(fix.edit);
    await until(`the conflict goes with “${fix.title}”`, () => !codes(document.uri).includes(clash));
    await revert(document);
    await finding(document.uri, clash);
  });

  it('are explained on hover', async () => {
    const { document } = await open('clinic.constitution');
    const hovers = await commands.executeCommand<Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      placeOf(document, 'give_dosage when audience').start,
    );
    const said = hovers.flatMap(({ contents }) => contents.map(content => (content as MarkdownString).value)).join('\n');
    assert.match(said, /State a dose of a medicine/);
  });
});
