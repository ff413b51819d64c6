// The type that a schema is made of: @types/sarif is generated from the official SARIF 2.1.0 schema, type for type.
export type { Log } from 'sarif';
