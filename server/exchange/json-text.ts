// JSON that somebody else wrote, checked against a shape.

import type * as z from 'zod';

/** What a text is of a shape; undefined where it is no JSON of that shape. */
export function jsonAs<Shape extends z.ZodType>(text: string, shape: Shape): z.output<Shape> | undefined {
  const value = parsed(text);
  const read = value === undefined ? undefined : shape.safeParse(value.json);
  return read?.success ? read.data : undefined;
}

/** `JSON.parse` nests by recursion, and gives up on what is too deep. */
function parsed(text: string): { json: unknown } | undefined {
  try {
    return { json: JSON.parse(text.replace(/^\ufeff/, '')) };
  } catch {
    return undefined;
  }
}
