// What the features can do, put together.

import type { ServerCapabilities } from 'vscode-languageserver';
import { wideFeatures } from '../../features/all.ts';
import type { Feature } from '../../features/feature.ts';

export function capabilitiesOf(features: readonly Feature[]): ServerCapabilities {
  const all: ServerCapabilities = { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } };
  for (const { capability } of [...features, ...wideFeatures]) {
    const { workspace, ...rest } = capability;
    Object.assign(all, rest);
    Object.assign(all.workspace!, workspace);
  }
  return all;
}
