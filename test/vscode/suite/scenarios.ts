// What is tried inside VS Code, and in which workspace: a workspace is opened once for each.

export interface Scenario {
  readonly name: string;
  /** Below test/vscode/workspaces: a folder, or a `.code-workspace` file in one. Copied for every run. */
  readonly workspace: string;
  /** Opened as VS Code opens a folder that its user has not trusted. Only the registry-borne host can. */
  readonly restricted?: boolean;
  /** Defines the tests. */
  readonly load: () => Promise<unknown>;
}

export const scenarios: readonly Scenario[] = [
  { name: 'clinic', workspace: 'clinic', load: () => import('./clinic/all.ts') },
  { name: 'restricted', workspace: 'clinic', restricted: true, load: () => import('./restricted.test.ts') },
  { name: 'two folders', workspace: 'folders/both.code-workspace', load: () => import('./folders.test.ts') },
];
