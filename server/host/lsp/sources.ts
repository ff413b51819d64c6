// Where the server has files from: the disk, or a client that can reach what the server cannot.

import * as z from 'zod';
import type { Measurement } from '../../analysis/measured.ts';
import { fileRequests } from '../../features/protocol.ts';

export type FileText = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'absent'; readonly message: string };

/** Addresses are those that the client uses. */
export interface Source {
  /** Specs, Markdown files and configurations under a folder. */
  readonly list: (folder: string) => Promise<readonly string[]>;
  /** `root` is the folder that the file must not lie outside of, symbolic links followed. */
  readonly read: (uri: string, root: string) => Promise<FileText>;
  /** What was measured with models in a folder, where that can be read. */
  readonly measured?: (folder: string) => readonly Measurement[];
}

/** What a connection must be able to do for files to come from its client. */
export interface Asker {
  readonly sendRequest: (method: string, params: unknown) => Promise<unknown>;
}

export function clientSource(connection: Asker): Source {
  return {
    list: async folder => {
      const answer = fileRequests.list.result.safeParse(await connection.sendRequest(fileRequests.list.method, {}));
      return answer.success ? answer.data.uris.filter(uri => uri.startsWith(`${folder}/`)) : [];
    },
    read: async uri => {
      const answer = fileRequests.read.result.safeParse(await connection.sendRequest(fileRequests.read.method, { uri }));
      return answer.success ? answer.data : { kind: 'absent', message: z.prettifyError(answer.error) };
    },
  };
}
