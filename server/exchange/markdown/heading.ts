// Headings with attributes: `## Title {#id .class authority=LEVEL when="…" tags=a,b}`.

export interface Heading {
  /** How many `#`. */
  readonly depth: number;
  readonly title: string;
  readonly id?: string;
  readonly classes: readonly string[];
  readonly authority?: string;
  readonly when?: string;
  readonly version?: string;
  readonly tags: readonly string[];
}

/** Markdown itself stops at six. */
export const deepest = 12;

const form = /^ {0,3}(#{1,12})(?=[ \t]|$)/;

/** Reads a line; undefined where it is no heading. Attributes that are not understood as a whole stay in the title. */
export function readHeading(line: string): Heading | undefined {
  const found = form.exec(line);
  if (!found) return undefined;
  const depth = found[1]!.length;
  const text = line.slice(found[0].length).trim();
  const open = text.endsWith('}') ? text.lastIndexOf('{') : -1;
  const attributes = open >= 0 && (open === 0 || /\s/.test(text[open - 1]!)) ? readAttributes(text.slice(open + 1, -1)) : undefined;
  return attributes
    ? { depth, title: titleIn(text.slice(0, open)), ...attributes }
    : { depth, title: titleIn(text), classes: [], tags: [] };
}

/** Without the `##` that may stand behind a title as well. */
function titleIn(text: string): string {
  const title = text.trim();
  let end = title.length;
  while (title[end - 1] === '#') end--;
  return end === 0 || /\s/.test(title[end - 1]!) ? title.slice(0, end).trimEnd() : title;
}

const attributeForm = /\s*(?:#([^\s"{}=]+)|\.([^\s"{}=.#]+)|([A-Za-z][\w-]*)=(?:"([^"]*)"|([^\s"{}]+)))(?=\s|$)/y;

function readAttributes(text: string): Omit<Heading, 'depth' | 'title'> | undefined {
  const classes: string[] = [];
  const named = new Map<string, string>();
  const end = text.trimEnd().length;
  if (end === 0) return undefined;
  for (attributeForm.lastIndex = 0; attributeForm.lastIndex < end; ) {
    const found = attributeForm.exec(text);
    if (!found) return undefined;
    const [, id, name, key, inQuotes, bare] = found;
    if (name !== undefined) classes.push(name);
    else named.set(id === undefined ? key! : '#', id ?? inQuotes ?? bare ?? '');
  }
  return {
    id: named.get('#'),
    classes,
    authority: named.get('authority'),
    when: named.get('when'),
    version: named.get('version'),
    tags: (named.get('tags') ?? '').split(/[\s,;]+/).filter(tag => tag !== ''),
  };
}

/** The heading in its usual form. */
export function writeHeading(heading: Heading): string {
  const { depth, title, id, classes, authority, when, version, tags } = heading;
  const attributes = [
    ...(id === undefined ? [] : [`#${id}`]),
    ...classes.map(name => `.${name}`),
    ...(version === undefined ? [] : [`version=${/[\s"{}]/.test(version) || version === '' ? `"${version}"` : version}`]),
    ...(authority === undefined ? [] : [`authority=${authority}`]),
    ...(when === undefined ? [] : [`when="${when}"`]),
    ...(tags.length === 0 ? [] : [`tags=${tags.join(',')}`]),
  ];
  return [
    '#'.repeat(Math.min(depth, deepest)),
    ...(title === '' ? [] : [title]),
    ...(attributes.length === 0 ? [] : [`{${attributes.join(' ')}}`]),
  ].join(' ');
}

/** The same heading, however it is laid out and however deep it stands. */
export function sameHeading(a: Heading, b: Heading): boolean {
  return writeHeading({ ...a, depth: 1 }) === writeHeading({ ...b, depth: 1 });
}
