// A feature case is one line of spec with `$0` where the cursor stands.

import type { Position } from 'vscode-languageserver-types';
import { scopeOf } from '../../server/analysis/resolve.ts';
import { documentOf, emptyWorkspace, withDocuments } from '../../server/analysis/workspace.ts';
import type { View } from '../../server/features/feature.ts';
import { positionAt } from '../../server/features/positions.ts';

/** A world in which one-line cases make sense; `main.constitution` begins with it. */
export const preamble = `constitution c "C"
import floor from "./floor.constitution"
adopt floor
context audience: adult | minor
context stakes: low < high
context urgent: boolean
option tone: plain | warm default plain at user
consent memory "Remember" { covers "names" }
action give_dosage "State a dose"
action refer "Refer to a person" opposes give_dosage
value honesty "Honesty"
value kindness "Kindness"
dimension growth "Growth"
principle calm "Calm" at developer { must refer when urgent }
`;

export const floor = `constitution floor "Floor"
action no_harm "Avoid harm"
principle safe "Safe" at platform entrenched { must no_harm }
`;

export interface Opened {
  readonly view: View;
  readonly position: Position;
}

/** The line behind the preamble, with the cursor taken out. */
export function opened(line: string, more: Readonly<Record<string, string>> = {}): Opened {
  const marked = line.includes('constitution ') && line.startsWith('constitution') ? line : preamble + line;
  const offset = marked.indexOf('$0');
  const text = marked.replace('$0', '');
  const files = { 'main.constitution': text, 'floor.constitution': floor, ...more };
  const workspace = withDocuments(
    emptyWorkspace,
    Object.entries(files).map(([file, body]) => documentOf(file, body)),
  );
  const document = workspace.documents.get('main.constitution')!;
  const view: View = {
    workspace,
    uriOf: file => `file:///${file}`,
    fileOf: uri => uri.replace('file:///', ''),
    document,
    scope: scopeOf(workspace, 'main.constitution')!,
  };
  return { view, position: positionAt(document.tree, Math.max(0, offset)) };
}
