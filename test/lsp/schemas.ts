// JSON schemas of every message, generated from the protocol package's own types.

import path from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { createGenerator } from 'ts-json-schema-generator';

const file = path.join(import.meta.dirname, 'messages.ts');

/** A validator for each member of an interface of messages.ts. */
export function validatorsOf(type: 'Results' | 'Sent'): ReadonlyMap<string, ValidateFunction> {
  const tsconfig = path.join(import.meta.dirname, 'schemas.tsconfig.json');
  const schema = createGenerator({
    path: file,
    tsconfig,
    type,
    skipTypeCheck: true,
    strictTuples: true,
    additionalProperties: false,
  }).createSchema(type);
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addSchema(schema, 'all');
  const definition = schema.definitions![type] as { properties: Record<string, unknown> };
  return new Map(
    Object.keys(definition.properties).map(method => [
      method,
      ajv.compile({
        $ref: `all#/definitions/${type}/properties/${method.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('$', '%24')}`,
      }),
    ]),
  );
}
