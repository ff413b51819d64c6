// What a language client does when its server is gone: nothing but say so, for who restarts it is life.ts.

import { CloseAction, ErrorAction, type LanguageClientOptions } from 'vscode-languageclient';

export interface Starting {
  readonly options: LanguageClientOptions;
  readonly crashed: () => void;
}

export const withCrashes = ({ options, crashed }: Starting): LanguageClientOptions => ({
  ...options,
  errorHandler: {
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    closed: () => {
      crashed();
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  },
});
