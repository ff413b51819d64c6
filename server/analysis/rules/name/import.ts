// An import that leads nowhere, or to a file with trouble of its own.

import { textOf } from '../../../../grammar/text.ts';
import { importTarget, isSpecFile } from '../../imports.ts';
import { declarationsOf } from '../../names.ts';
import type { Imported, Scope } from '../../scope.ts';
import type { Workspace } from '../../workspace.ts';
import type { Draft, Rule, Subject } from '../rule.ts';

export const nameImport: Rule = {
  code: 'name/import',
  severity: 'error',
  page: {
    title: 'An import that leads nowhere',
    what: 'The path names no spec file that can be read here: there is no such file, it lies outside of the workspace, it is not a `.constitution` or `.modelspec`, or it cannot be read itself.',
    why: 'Whatever this document takes from the other one is missing, so its rules are not checked against those it means to keep.',
    wrong: {
      'main.constitution': 'constitution clinic "Clinic"\nimport floor from "./flor.constitution"\n',
      'floor.constitution': 'constitution floor "Floor"\n',
    },
    right: {
      'main.constitution': 'constitution clinic "Clinic"\nimport floor from "./floor.constitution"\n',
      'floor.constitution': 'constitution floor "Floor"\n',
    },
    fixes: 'Write a path from this file to the other, such as `"./safety-floor.constitution"` or `"../shared/floor.constitution"`.',
  },
  check,
};

function* check({ workspace, scope }: Subject): Iterable<Draft> {
  for (const declared of declarationsOf(scope.own, 'import')) {
    const { node } = declared;
    if (!node.path || node.path.start === node.path.end) continue;
    const why = trouble(workspace, scope, textOf(node.path));
    if (why) yield { at: { ...declared, span: node.path }, message: why };
  }
}

function trouble(workspace: Workspace, scope: Scope, path: string): string | undefined {
  const { file } = scope.document;
  const target = importTarget(file, path);
  if (target === undefined) return `\`${path}\` is not a path from this file to another. Write one such as "./safety-floor.constitution".`;
  if (!isSpecFile(target)) return `\`${path}\` is no spec: an import names a \`.constitution\` or a \`.modelspec\` file.`;
  const document = workspace.documents.get(target);
  const absent = workspace.absent.get(target);
  if (!document && absent) return `\`${path}\` cannot be imported: ${absent}.`;
  if (!document) return `There is no file \`${target}\`. Correct the path, which starts from this file's own folder.`;
  const asked = workspace.settings.asked;
  return asked && !asked.has(target) ? troubleIn(workspace, scope, target) : undefined;
}

// A file that was not asked for is not reported on; so what keeps it from being read is said at the import.
function troubleIn(workspace: Workspace, scope: Scope, target: string): string | undefined {
  const below = scope.reach.get(target);
  if (!below) return undefined;
  for (const segment of below.document.tree.segments) {
    const problem = segment.problems[0];
    if (problem) return `\`${target}\` cannot be read in full: ${problem.message} Check that file on its own.`;
  }
  for (const imported of below.imports.values()) {
    if (missing(workspace, imported))
      return `\`${target}\` imports \`${imported.target ?? ''}\`, which cannot be had. Check that file on its own.`;
  }
  return undefined;
}

const missing = (workspace: Workspace, { target, ring }: Imported): boolean =>
  !ring && target !== undefined && !workspace.documents.has(target);
