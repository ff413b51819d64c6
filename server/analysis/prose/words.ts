// Lists of words as languages keep them: read when they are first asked for. A run reads one language, and many runs none.

export interface Words {
  readonly has: (word: string) => boolean;
  readonly all: () => Iterable<string>;
}

/** The words of a list that blanks and line ends part. */
export const words = (list: string): Words => gathered(() => list.trim().split(/\s+/));

export function gathered(make: () => Iterable<string>): Words {
  const made = once(() => new Set(make()));
  return { has: word => made().has(word), all: () => made() };
}

/** Each word's own form: in every group, parted by ` / `, the first. */
export function lemmas(groups: string): { readonly get: (word: string) => string | undefined } {
  const made = once(() => {
    const found = new Map<string, string>();
    for (const group of groups.trim().split(/\s+\/\s+/)) {
      const [lemma, ...forms] = group.split(/\s+/);
      for (const form of forms) found.set(form, lemma!);
    }
    return found;
  });
  return { get: word => made().get(word) };
}

export function once<Made extends object>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
