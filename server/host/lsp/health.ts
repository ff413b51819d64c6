// What is wrong with the server or a configuration: said once each, for a status item to show and a log to keep.

import type { Connection } from 'vscode-languageserver';
import type * as z from 'zod';
import { type health as healthShape, notifications } from '../../features/protocol.ts';
import { configName } from '../project.ts';
import type { Session } from './session.ts';

type Problem = z.infer<typeof healthShape>['problems'][number];

export interface Health {
  readonly fault: (where: string, error: unknown) => void;
  /** Tells the client, if anything changed since the last time. */
  readonly tell: (session: Session) => void;
}

export function makeHealth(connection: Connection): Health {
  const faults = new Map<string, Problem>();
  let told = '';
  return {
    fault: (where, error) => {
      connection.console.error(`${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      faults.set(where, {
        what: `Something went wrong in Polity itself (${where}). Everything else goes on.`,
        todo: 'Look at the log, and report what it says.',
      });
    },
    tell: session => {
      const news = {
        problems: [...faults.values(), ...session.folders.flatMap(configProblem)],
        documents: session.folders.reduce((sum, folder) => sum + folder.workspace.documents.size, 0),
      };
      const text = JSON.stringify(news);
      if (text === told) return;
      told = text;
      void connection.sendNotification(notifications.health.method, news);
    },
  };
}

function configProblem({ configProblem: what, uri }: Session['folders'][number]): Problem[] {
  return what === undefined
    ? []
    : [
        {
          what: `${configName}: ${what}`,
          todo: 'Correct the configuration; until then the last good one holds.',
          uri: `${uri}/${configName}`,
        },
      ];
}
