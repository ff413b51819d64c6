// What `rules` in the configuration and `--rule` may name: every code of a finding, and every family of them.

import { rules } from '../analysis/rules/all.ts';

export const codes: readonly string[] = rules.map(rule => rule.code).sort();

export const familyOf = (code: string): string => code.split('/')[0]!;

export const severityNames: readonly string[] = [...new Set(codes.map(familyOf)), ...codes];
