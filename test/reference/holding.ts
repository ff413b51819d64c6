// What holds in a document: its own declarations and what it adopts. language.md §3.

import type { Expression, Principle } from '../../grammar/syntax.ts';
import { adoptionsOf, type Declared, type Documents, declared, lookup, remembered } from './documents.ts';

/** An expression and the document in whose terms it is written. */
export interface Written {
  readonly file: string;
  readonly expression: Expression;
}

export interface Holding {
  /** The document itself, then all that it adopts, "with everything that it adopts itself". */
  readonly files: readonly string[];
  /** Principles and roles that hold, by id: adopted ones first. */
  readonly principles: ReadonlyMap<string, Declared<Principle>>;
  /** For every adopted principle, which of the document's own `adopt` statements (by number) bring it. */
  readonly ways: ReadonlyMap<string, readonly number[]>;
  /** "`adopt ALIAS with OPTION VALUE, …` fixes options": each as `OPTION is VALUE`. */
  readonly fixes: readonly Written[];
}

export function holdingOf(documents: Documents, file: string): Holding {
  return remembered(documents, `holding ${file}`, () => holdingFresh(documents, file));
}

function holdingFresh(documents: Documents, file: string): Holding {
  const files = [file];
  const principles = new Map<string, Declared<Principle>>();
  const ways = new Map<string, number[]>();
  const fixes: Written[] = [];
  adoptionsOf(documents, file).forEach(({ node, from }, number) => {
    const theirs = holdingOf(documents, from);
    for (const it of theirs.files) if (!files.includes(it)) files.push(it);
    fixes.push(...theirs.fixes);
    for (const fix of node.fixes) {
      fixes.push({
        file: from,
        expression: { kind: 'is', subject: fix.option, negated: false, value: fix.value, start: fix.start, end: fix.end },
      });
    }
    const left = new Set(node.except.flatMap(ref => lookup(documents, from, 'principle', partsOf(ref)).map(it => it.id)));
    for (const [id, principle] of theirs.principles) {
      // "leaving out an `entrenched` principle is `precedence/upward` (it still holds)"
      if (left.has(id) && !principle.node.entrenched) continue;
      // "it is left out only if every way leaves it out"
      principles.set(id, principle);
      ways.set(id, [...(ways.get(id) ?? []), number]);
    }
  });
  for (const own of declared(documents, file, 'principle')) principles.set(own.id, own);
  return { files, principles, ways, fixes };
}

export function partsOf(ref: { readonly parts: readonly { readonly text: string }[] }): string[] {
  return ref.parts.map(part => part.text);
}
