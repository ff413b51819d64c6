import assert from 'node:assert/strict';
import { commands, type DocumentLink, extensions, Uri, window, workspace } from 'vscode';
import { open, until, uriOf } from '../editor.ts';

/** The text of the tab that came to the front. */
function front(scheme: string): Promise<string> {
  return until(`a document ${scheme}:`, () => {
    const document = window.visibleTextEditors.map(editor => editor.document).find(({ uri }) => uri.scheme === scheme);
    return document?.getText();
  });
}

describe('commands', () => {
  beforeEach(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    await open('clinic.constitution');
  });

  it('are all there that the extension contributes', async () => {
    const known = new Set(await commands.getCommands(true));
    const contributed: { command: string }[] = extensions.getExtension('polity.polity')?.packageJSON.contributes.commands;
    assert.ok(contributed.length > 10);
    assert.deepEqual(
      contributed.map(({ command }) => command).filter(command => !known.has(command)),
      [],
    );
  });

  it('What Holds When… answers in a document whose names are links', async () => {
    await commands.executeCommand('polity.when', uriOf('clinic.constitution').toString(), 'audience is minor');
    const text = await front('polity-when');
    assert.match(text, /^What holds when audience is minor/);
    assert.match(text, /give_dosage {2}“State a dose of a medicine”/);
    const editor = window.visibleTextEditors.find(({ document }) => document.uri.scheme === 'polity-when');
    assert.ok(editor);
    const links = await commands.executeCommand<DocumentLink[]>('vscode.executeLinkProvider', editor.document.uri);
    const action = links.find(({ range }) => editor.document.getText(range) === 'give_dosage');
    assert.ok(action?.target, `the action is no link: ${JSON.stringify(links)}`);
    const [place] = JSON.parse(decodeURIComponent(action.target.query));
    await commands.executeCommand('polity.reveal', place);
    const shown = window.activeTextEditor;
    assert.equal(shown?.document.uri.toString(), uriOf('clinic.constitution').toString());
    assert.match(shown.document.lineAt(shown.selection.active.line).text, /give_dosage/);
  });

  it('What Holds When… says what it cannot read', async () => {
    await commands.executeCommand('polity.when', uriOf('clinic.constitution').toString(), 'nonsense is minor');
    assert.match(await front('polity-when'), /cannot be read/);
  });

  it('Go to Place takes no nonsense', async () => {
    await commands.executeCommand('polity.reveal', { uri: 3 });
    await commands.executeCommand('polity.reveal');
    assert.equal(window.activeTextEditor?.document.uri.toString(), uriOf('clinic.constitution').toString());
  });

  it('Compile To… opens the result', async () => {
    await commands.executeCommand('polity.compileTo', uriOf('clinic.constitution'), 'markdown');
    await until('Markdown is shown', () =>
      window.visibleTextEditors.some(({ document }) => document.languageId === 'markdown' && /Clinic/.test(document.getText())),
    );
  });

  it('Import… opens the result', async () => {
    await commands.executeCommand('polity.import', uriOf('notes.md'));
    // Among all documents: which editor is in sight is the window's matter, and other tests leave theirs open.
    await until('a spec is opened', () =>
      workspace.textDocuments.some(document => document.isUntitled && /^(constitution|modelspec) /m.test(document.getText())),
    );
  });

  it('Import… reads the examples that lie beside a Model Spec too', async () => {
    const folder = uriOf('model');
    const write = (name: string, text: string) => workspace.fs.writeFile(Uri.joinPath(folder, name), new TextEncoder().encode(text));
    await write('spec.md', '# Kind {#kind}\n\nBe kind to everyone who asks.[^ep1]\n');
    await write('examples/ep1.md', '**Example**: a question\n\n~~~xml\n<user>\nMay I ask you something?\n</user>\n~~~\n');
    await commands.executeCommand('polity.importFile', Uri.joinPath(folder, 'spec.md'));
    await until('the eval of the example', () =>
      workspace.textDocuments.some(document => document.isUntitled && document.getText().includes('May I ask you something?')),
    );
    await workspace.fs.delete(folder, { recursive: true });
  });

  it('Show Log shows what Polity wrote', async () => {
    await commands.executeCommand('workbench.action.closePanel');
    await commands.executeCommand('polity.showLog');
    await until('the log', () =>
      window.visibleTextEditors.some(({ document }) => document.uri.scheme === 'output' && /polity/i.test(document.uri.path)),
    );
    await commands.executeCommand('workbench.action.closePanel');
  });

  it('Check Workspace counts', async () => {
    const result = await commands.executeCommand<{ documents: number; summary: { error: number } }>('polity.checkWorkspace');
    assert.equal(result.documents, 3, 'two specs, and the Markdown that the config names');
    assert.equal(result.summary.error, 1);
  });

  it('New Spec from Template… writes the files, and keeps those that are there', async () => {
    const folder = uriOf('fresh');
    const templates = async () => (await workspace.fs.readDirectory(folder)).map(([name]) => name);
    await commands.executeCommand('polity.newSpec', folder, 'starter');
    const first = await until('files', templates);
    const spec = first.find(name => /\.(constitution|modelspec)$/.test(name));
    assert.ok(spec, first.join());
    assert.equal(window.activeTextEditor?.document.uri.path, Uri.joinPath(folder, spec).path);
    await workspace.fs.writeFile(Uri.joinPath(folder, spec), new TextEncoder().encode('// mine'));
    await commands.executeCommand('polity.newSpec', folder, 'starter');
    assert.equal(new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(folder, spec))), '// mine');
    await workspace.fs.delete(folder, { recursive: true });
  });

  it('Doctor says what is configured', async () => {
    await commands.executeCommand('polity.doctor');
    assert.match(await front('polity-doctor'), /^What Polity finds\n\n/);
  });
});
