// Has the client ask anew what it asked before, after a change that it cannot know of: a file on the disk, a configuration,
// a setting. After its own edits it does so by itself.

import type { Served } from './server.ts';

export function refresh({ connection, client }: Served): void {
  const { workspace } = client.capabilities;
  const asked = [
    ...(workspace?.diagnostics?.refreshSupport ? [connection.languages.diagnostics.refresh()] : []),
    ...(workspace?.inlayHint?.refreshSupport ? [connection.languages.inlayHint.refresh()] : []),
    ...(workspace?.codeLens?.refreshSupport ? [connection.sendRequest('workspace/codeLens/refresh')] : []),
    ...(workspace?.semanticTokens?.refreshSupport ? [connection.languages.semanticTokens.refresh()] : []),
  ];
  // A client that has gone, or is busy leaving, need not.
  void Promise.allSettled(asked);
}
