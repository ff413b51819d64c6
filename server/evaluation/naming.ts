// What an eval is called in a run, and what its document calls it: the first may change when another file comes, the second not.

import type { Spot } from './case.ts';

interface Placed {
  readonly id: string;
  readonly at: Pick<Spot, 'file'>;
}

/** Where two documents of a run share a name, the file stands before it. */
export const withFile = (file: string, name: string): string => `${file}#${name}`;

/** As the document has it, whatever else was run beside it. */
export function nameOf({ id, at }: Placed): string {
  const prefix = withFile(at.file, '');
  return id.startsWith(prefix) ? id.slice(prefix.length) : id;
}
