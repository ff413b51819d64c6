// A file as the main branch has it, by VS Code's own git extension.

import { extensions, type Uri } from 'vscode';

interface Repository {
  readonly show: (ref: string, path: string) => Promise<string>;
}
interface Git {
  readonly getAPI: (version: 1) => { readonly getRepository: (uri: Uri) => Repository | null };
}

const names = ['main', 'master', 'origin/main', 'origin/master', 'trunk', 'develop'];

/** Undefined where there is no git, no main branch, or no such file in it. */
export async function onMainBranch(uri: Uri): Promise<{ readonly name: string; readonly text: string } | undefined> {
  const git = extensions.getExtension<Git>('vscode.git');
  if (!git) return undefined;
  try {
    const repository = (await git.activate()).getAPI(1).getRepository(uri);
    for (const name of repository ? names : []) {
      const text = await repository!.show(name, uri.fsPath).catch(() => undefined);
      if (text !== undefined) return { name, text };
    }
  } catch {
    // Switched off in the settings.
  }
  return undefined;
}
