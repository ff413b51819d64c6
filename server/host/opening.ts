// Finds the project that a command is called in.

import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { Settings } from '../analysis/workspace.ts';
import { familyOf, severityNames } from './codes.ts';
import type { Config } from './config.ts';
import { foundAt, isInside, readText, slashed } from './files.ts';
import { measurementsIn } from './measured.ts';
import { configName, type Project } from './project.ts';
import { refusal } from './refusal.ts';

/** Throws a refusal where a folder or the configuration is not as it should be. */
export async function openProject(from: string, configFile?: string): Promise<Project> {
  if (!foundAt(from)?.isDirectory()) throw refusal(`${from}: there is no such folder`);
  const cwd = realpathSync(from);
  const file = configFile === undefined ? configAbove(cwd) : path.resolve(cwd, configFile);
  if (file === undefined) return { cwd, root: cwd, config: {} };
  const config = await configOf(file, slashed(path.relative(cwd, file)) || '.');
  const folder = realpathSync(path.dirname(file));
  return { cwd, root: isInside(folder, cwd) ? folder : cwd, configFile: file, config };
}

function configAbove(folder: string): string | undefined {
  const file = path.join(folder, configName);
  if (existsSync(file)) return file;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : configAbove(parent);
}

async function configOf(file: string, shown: string): Promise<Config> {
  const reading = readText(file);
  if (reading.kind !== 'text') throw refusal(`${shown}: ${reading.why}`);
  const { readConfig } = await import('./config.ts');
  const result = readConfig(reading.text, severityNames);
  if (result.kind === 'wrong') throw refusal(`${shown}: ${result.why}`);
  return result.config;
}

/** What analysis is told of the configuration; `overrides` are severities that count more. */
export function settingsOf({ config, configFile, root }: Project, overrides: Settings['severities'] = new Map()): Settings {
  const severities = new Map(overrides);
  for (const [name, severity] of Object.entries(config.rules ?? {})) {
    if (severity !== undefined && !overrides.has(name) && !overrides.has(familyOf(name))) severities.set(name, severity);
  }
  const measured = measurementsIn(root);
  return {
    severities,
    ...(measured.length > 0 && { measured }),
    ...(configFile !== undefined && { models: new Set(Object.keys(config.models ?? {})) }),
  };
}
