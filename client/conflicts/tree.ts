// Conflicts arranged for reading. Knows no editor.

import type { Conflict } from '../../server/features/protocol.ts';

export type Grouping = 'principle' | 'value' | 'document';

export interface Group {
  readonly kind: 'group';
  /** Unique among the groups. */
  readonly name: string;
  readonly label: string;
  readonly conflicts: readonly Conflict[];
}

export interface Arrangement {
  readonly groupBy: Grouping;
  /** Words that a conflict must all have, anywhere in what is shown of it. */
  readonly filter: string;
  /** How a document is called to the reader. */
  readonly nameOf: (uri: string) => string;
}

/** A conflict stands in every group that it belongs to; groups with the most conflicts come first. */
export function arranged(conflicts: readonly Conflict[], { groupBy, filter, nameOf }: Arrangement): Group[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const kept = conflicts.filter(conflict => {
    const shown = searched(conflict, nameOf);
    return words.every(word => shown.includes(word));
  });
  const groups = new Map<string, { label: string; conflicts: Conflict[] }>();
  for (const conflict of kept) {
    for (const [name, label] of groupsOf(conflict, groupBy, nameOf)) {
      const group = groups.get(name) ?? { label, conflicts: [] };
      group.conflicts.push(conflict);
      groups.set(name, group);
    }
  }
  return [...groups]
    .map(([name, group]): Group => ({ kind: 'group', name, ...group }))
    .toSorted((a, b) => b.conflicts.length - a.conflicts.length || a.label.localeCompare(b.label));
}

function groupsOf(conflict: Conflict, groupBy: Grouping, nameOf: (uri: string) => string): Map<string, string> {
  switch (groupBy) {
    case 'principle':
      return new Map(conflict.norms.map(({ principle, title }) => [principle, title ?? principle]));
    case 'value': {
      const values = conflict.norms.flatMap(({ serves }) => serves);
      return new Map(values.length > 0 ? values.map(value => [value, value]) : [['', 'No value is served']]);
    }
    case 'document':
      return new Map([[conflict.at.uri, nameOf(conflict.at.uri)]]);
  }
}

function searched(conflict: Conflict, nameOf: (uri: string) => string): string {
  const norms = conflict.norms.flatMap(({ principle, title, text, serves }) => [principle, title ?? '', text, ...serves]);
  return [conflict.code, conflict.message, conflict.when ?? '', nameOf(conflict.at.uri), ...norms].join('\n').toLowerCase();
}

/** Who clashes, leaving out the principle that the conflict stands under. */
export function conflictLabel({ norms }: Conflict, group: Group): string {
  const others = norms.filter(({ principle }) => principle !== group.name);
  const shown = others.length > 0 && others.length < norms.length ? others : norms;
  const names = shown.map(({ title, principle }) => title ?? principle).join(' ↔ ');
  return shown === norms ? names : `↔ ${names}`;
}

/** The facts of a witness, as an author writes them. */
export function witnessFacts({ witness = {} }: Conflict): string {
  return Object.entries(witness)
    .map(([name, value]) => (typeof value === 'boolean' ? `${value ? '' : 'not '}${name}` : `${name} is ${value}`))
    .join(', ');
}
