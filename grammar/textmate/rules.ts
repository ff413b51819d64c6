// Rules that say more than one word does: norms, conditions, signs, strings.

import { choices } from '../tokens.ts';
import { begins, ends, goesOn, name, named, part, type Rule, reference, reserved, scoped, variable } from './pieces.ts';
import { connecting, declaration, statement } from './places.ts';

const alternatives = (list: readonly string[]): string => list.join('|');

export const special: readonly Rule[] = [
  {
    comment: 'must A, must not A',
    match: `${begins}(?:(must|should)(?:\\s+(not)${ends})?|(may))${ends}(?:\\s+${reserved}(${reference})${ends})?`,
    captures: { 1: named('keyword.control.norm'), 2: named('keyword.control.norm'), 3: named('keyword.control.norm'), 4: named(variable) },
  },
  {
    comment: 'A is forbidden',
    match: `${begins}(assert)\\s+${reserved}(${reference})\\s+(is)\\s+(${alternatives(choices.status)})${ends}`,
    captures: { 1: named(declaration.scope), 2: named(variable), 3: named('keyword.operator.word'), 4: named('support.constant.status') },
  },
  {
    comment: 'in es "…"',
    match: `${begins}(in)\\s+(${name})${ends}(?=\\s*(?:"|${goesOn}))`,
    captures: { 1: named(connecting.scope), 2: named('constant.other.language') },
  },
  {
    comment: 'is V, is not V, in (V, W)',
    match: `${begins}(?:(is)(?:\\s+(not)${ends})?|(in))${ends}(?:\\s+${reserved}(${reference})${ends})?`,
    captures: {
      1: named('keyword.operator.word'),
      2: named('keyword.operator.word'),
      3: named('keyword.operator.word'),
      4: named('variable.other.enummember'),
    },
  },
  {
    comment: 'when C, and C',
    match: `${begins}(?:(when|unless)|(and|or|implies|not))${ends}(?:\\s+${reserved}(${reference})${ends})?`,
    captures: { 1: named('keyword.control.condition'), 2: named('keyword.operator.logical'), 3: named(variable) },
  },
  {
    comment: 'from and at: where it is',
    match: `${begins}(from|at)\\s*(?!""")("(?:[^"\\\\]|\\\\.)*")`,
    captures: { 1: named(connecting.scope), 2: { name: scoped('string.quoted.double.link') } },
  },
  {
    comment: 'A regular expression',
    match: `${begins}(matches)\\s*(?!""")("(?:[^"\\\\]|\\\\.)*"?)`,
    captures: { 1: named(connecting.scope), 2: named('string.regexp') },
  },
  {
    comment: 'with OPTION VALUE, …',
    match: `${begins}(with)\\s+(${reference}\\s+[\\p{L}\\p{M}\\p{Nd}_.%-]+(?:\\s*,\\s*${reference}\\s+[\\p{L}\\p{M}\\p{Nd}_.%-]+)*)`,
    captures: {
      1: named(connecting.scope),
      2: { patterns: [{ include: '#truth' }, { include: '#numbers' }, { match: reference, name: scoped(variable) }] },
    },
  },
  {
    comment: 'needs consent NAME declares nothing',
    match: `${begins}(needs)\\s+(consent)\\s+(${reference})${ends}`,
    captures: { 1: named(connecting.scope), 2: named(connecting.scope), 3: named(variable) },
  },
  {
    comment: 'prefer P over Q',
    match: `${begins}(prefer)\\s+(${reference})\\s+(over)\\s+(${reference})${ends}`,
    captures: { 1: named(declaration.scope), 2: named(variable), 3: named(connecting.scope), 4: named(variable) },
  },
  {
    comment: 'expect not …',
    match: `${begins}(expect)\\s+(not)${ends}`,
    captures: { 1: named(statement.scope), 2: named('keyword.operator.logical') },
  },
  {
    comment: 'vote yes: …',
    match: `${begins}(vote)\\s+(${alternatives(choices.choice)})\\s*(:)`,
    captures: { 1: named(statement.scope), 2: named('support.constant.vote'), 3: named('punctuation.separator') },
  },
  {
    comment: 'default off',
    match: `${begins}(default)\\s+(${alternatives(choices.switch)})${ends}`,
    captures: { 1: named(statement.scope), 2: named('constant.language.switch') },
  },
  {
    comment: 'allow CODE',
    match: `${begins}(allow)\\s+(${name}/${name})`,
    captures: { 1: named(statement.scope), 2: named('support.constant.code') },
  },
  {
    comment: 'A context that is true or false',
    match: `(:)\\s*(boolean)${ends}`,
    captures: { 1: named('punctuation.separator'), 2: named('support.type') },
  },
  {
    comment: 'Behind a sign stands a name',
    match: `(<=|>=|[<>])\\s*(?:${reserved}(${reference})${ends})?`,
    captures: { 1: named('keyword.operator.comparison'), 2: named('variable.other.enummember') },
  },
  {
    match: `([,|(:/])\\s*(?:${reserved}(${reference})${ends})?`,
    captures: { 1: named('punctuation.separator'), 2: named(variable) },
  },
];

export const truth: readonly Rule[] = [{ match: `${begins}(?:true|false)${ends}`, name: scoped('constant.language.boolean') }];

const units = alternatives([...choices.length, ...choices.duration, ...choices.turns]);

export const numbers: readonly Rule[] = [
  { match: `${begins}\\d{4}-\\d{2}-\\d{2}`, name: scoped('constant.other.date') },
  {
    match: `(?<!${part}|${part}[.-])(\\d+(?:\\.\\d+)?%?)(?:\\s+(${units})${ends})?`,
    captures: { 1: named('constant.numeric'), 2: named('support.constant.unit') },
  },
  { match: '\\.\\.', name: scoped('keyword.operator.range') },
];

export const comments: readonly Rule[] = [
  { match: '//.*$', name: scoped('comment.line.double-slash') },
  { begin: '/\\*', end: '\\*/', name: scoped('comment.block') },
];

/** Of Markdown what stays on its line: a fence or a list that is not closed cannot swallow the rest of the file. */
export const prose: readonly Rule[] = [
  { match: '(`+)[^`"]*\\1', name: scoped('markup.inline.raw') },
  { match: '(\\*\\*|__)(?=\\S)(?:[^*_"\\\\]|\\\\.)+?(?<=\\S)\\1', name: scoped('markup.bold') },
  { match: `(?<!${part}|[*_])([*_])(?=[^\\s*_])(?:[^*_"\\\\]|\\\\.)+?(?<=\\S)\\1(?!${part})`, name: scoped('markup.italic') },
  { match: '\\[([^\\]"]*)\\]\\(([^)"\\s]*)\\)', captures: { 1: named('string.other.link.title'), 2: named('markup.underline.link') } },
  { comment: 'What an eval varies', match: `\\{${name}\\}`, name: scoped('variable.parameter') },
];

export const strings: readonly Rule[] = [
  {
    comment: 'A text block: raw, and in Markdown',
    begin: '(""")[ \\t]*$',
    end: '^[ \\t]*(""")',
    beginCaptures: { 1: named('punctuation.definition.string.begin') },
    endCaptures: { 1: named('punctuation.definition.string.end') },
    name: scoped('string.quoted.triple'),
    contentName: scoped('markup.prose'),
    patterns: [
      { match: '^[ \\t]*\\\\(?=""")', name: scoped('constant.character.escape') },
      { match: '^[ \\t]*#{1,6}[ \\t].*$', name: scoped('markup.heading') },
      { match: '^[ \\t]*(>|[-*+](?=[ \\t])|\\d+[.)](?=[ \\t]))', captures: { 1: named('punctuation.definition.list.begin') } },
      { include: '#prose' },
    ],
  },
  {
    begin: '"',
    end: '(")|(?=$)',
    beginCaptures: { 0: named('punctuation.definition.string.begin') },
    endCaptures: { 1: named('punctuation.definition.string.end') },
    name: scoped('string.quoted.double'),
    patterns: [
      { match: '\\\\(?:["\\\\nt]|u\\{[0-9a-fA-F]{1,6}\\})', name: scoped('constant.character.escape') },
      { match: '\\\\.', name: scoped('invalid.illegal.escape') },
      { include: '#prose' },
    ],
  },
  {
    match: '[\\x{201c}\\x{201d}\\x{201e}\\x{ab}][^\\x{201c}\\x{201d}\\x{bb}"]*[\\x{201c}\\x{201d}\\x{bb}"]?',
    name: scoped('invalid.illegal.quotes'),
  },
];
