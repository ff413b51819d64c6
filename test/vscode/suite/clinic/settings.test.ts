import { ConfigurationTarget, DiagnosticSeverity, workspace } from 'vscode';
import { codes, finding, findings, open, until } from '../editor.ts';

describe('settings', () => {
  const rules = (value: unknown) => workspace.getConfiguration('polity').update('rules', value, ConfigurationTarget.Workspace);
  after(() => rules(undefined));

  it('change how severe a finding is, with the server running on', async () => {
    const { document } = await open('clinic.constitution');
    await finding(document.uri, 'conflict/contradiction');
    await rules({ 'conflict/contradiction': 'hint' });
    await until('a hint', () =>
      findings(document.uri).some(
        ({ severity }, index) => severity === DiagnosticSeverity.Hint && codes(document.uri)[index] === 'conflict/contradiction',
      ),
    );
    await rules({ conflict: 'off' });
    await until('nothing', () => !codes(document.uri).includes('conflict/contradiction'));
    await rules(undefined);
    const back = await until('an error again', () => findings(document.uri).find(({ severity }) => severity === DiagnosticSeverity.Error));
    if (!back) throw new Error('never');
  });
});
