// Reading and writing of files that others wrote: only regular files, only UTF-8, nothing outside of where we were asked.

import { isUtf8 } from 'node:buffer';
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import type { Project } from './project.ts';

/** What a file says, without its byte-order mark; or why it cannot be had, in words that follow "FILE: ". */
export type Reading =
  | { readonly kind: 'text'; readonly text: string; readonly bom: boolean }
  /** `text` is what can be read of it, with U+FFFD from `offset` on for what cannot. */
  | { readonly kind: 'garbled'; readonly why: string; readonly text: string; readonly offset: number }
  /** It is there, and is nothing that a spec could be. */
  | { readonly kind: 'unfit'; readonly why: string }
  /** The system did not give it. */
  | { readonly kind: 'absent'; readonly why: string };

/** A spec of this many bytes is no spec; a tree of it would not fit into the memory of a small machine. */
export const largestFile = 32 * 1024 * 1024;

export function readText(file: string): Reading {
  try {
    const stat = statSync(file);
    if (stat.isDirectory()) return { kind: 'unfit', why: 'this is a folder' };
    if (!stat.isFile()) return { kind: 'unfit', why: 'this is no regular file' };
    if (stat.size > largestFile) return { kind: 'unfit', why: tooLarge(stat.size) };
    return decoded(readFileSync(file));
  } catch (error) {
    return { kind: 'absent', why: reasonOf(error) };
  }
}

const megabytes = (bytes: number) => `${Math.ceil(bytes / 1024 / 1024)} MB`;
const tooLarge = (bytes: number) => `the file has ${megabytes(bytes)}; Polity reads files of up to ${megabytes(largestFile)}`;

export function decoded(bytes: Uint8Array): Reading {
  if (bytes.length > largestFile) return { kind: 'unfit', why: tooLarge(bytes.length) };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('utf8');
  if (!isUtf8(buffer)) return { kind: 'garbled', why: garbled(buffer), text, offset: firstGarbled(buffer, text) };
  const bom = text.startsWith('\uFEFF');
  return { kind: 'text', text: bom ? text.slice(1) : text, bom };
}

const startsWith = (buffer: Buffer, ...bytes: number[]) => bytes.every((byte, i) => buffer[i] === byte);

function garbled(buffer: Buffer): string {
  const utf16 = startsWith(buffer, 0xff, 0xfe) || startsWith(buffer, 0xfe, 0xff);
  return `the file is not UTF-8 text${utf16 ? ' but UTF-16' : ''}, so nothing in it can be checked; save it as UTF-8`;
}

/** Where the first byte that is not UTF-8 stands, counted in the text that was read leniently. */
function firstGarbled(buffer: Buffer, text: string): number {
  for (let at = text.indexOf('\uFFFD'); at >= 0; at = text.indexOf('\uFFFD', at + 1)) {
    const byte = Buffer.byteLength(text.slice(0, at));
    if (!(buffer[byte] === 0xef && buffer[byte + 1] === 0xbf && buffer[byte + 2] === 0xbd)) return at;
  }
  return 0;
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EISDIR: 'this is a folder',
  ELOOP: 'its symbolic links go in a circle',
  ENAMETOOLONG: 'the name is too long',
  EROFS: 'the disk can only be read',
  ENOSPC: 'the disk is full',
};

/** What the system said, in words. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return reasons[code ?? ''] ?? message;
}

/** What a path leads to; undefined where it cannot be had, for whatever reason: a file may stand where a folder is looked for. */
export function foundAt(file: string): Stats | undefined {
  try {
    return statSync(file);
  } catch {
    return undefined;
  }
}

export const isInside = (folder: string, file: string): boolean => {
  const relative = path.relative(folder, file);
  return relative === '' || !(relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative));
};

/** True where `file` stands in `folder` by its name and a symbolic link leads out of it all the same. */
export function leadsOut(folder: string, file: string): boolean {
  return isInside(folder, file) && !isInside(realPathOf(folder), realPathOf(file));
}

/** The real path of what exists of it. */
function realPathOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    const parent = path.dirname(file);
    return parent === file ? file : path.join(realPathOf(parent), path.basename(file));
  }
}

/** A path as reports show it: relative to the working folder, with `/`. */
export const shownFrom = ({ cwd }: Project, absolute: string): string => slashed(path.relative(cwd, absolute)) || '.';

/** With `/` on every system. */
export const slashed = (file: string): string => (path.sep === '/' ? file : file.split(path.sep).join('/'));

let written = 0;

/**
 * All of it or nothing: a new file beside the old one takes its place and its mode. A symbolic link stays, what it leads to is replaced.
 * Throws what the system says.
 */
export function writeAtomically(file: string, content: string | Uint8Array): void {
  const target = realPathOf(file);
  const before = lstatSync(target, { throwIfNoEntry: false });
  if (before) accessSync(target, constants.W_OK);
  if (before && !before.isFile()) throw Object.assign(new Error('this is no regular file'), { code: before.isDirectory() ? 'EISDIR' : '' });
  const draft = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}-${written++}.tmp`);
  try {
    const descriptor = openSync(draft, 'wx', before ? before.mode & 0o777 : 0o666);
    try {
      writeAll(descriptor, typeof content === 'string' ? Buffer.from(content) : content);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    // The mask of the process may have taken bits off what `open` was asked for.
    if (before) chmodSync(draft, before.mode & 0o7777);
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
}
