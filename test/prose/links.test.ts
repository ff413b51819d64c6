import assert from 'node:assert/strict';
import { type TermUse, termUseAt, termUses } from '../../server/analysis/prose/links.ts';
import { scopeOf } from '../../server/analysis/resolve.ts';
import { documentOf, emptyWorkspace, withDocuments } from '../../server/analysis/workspace.ts';

function usesIn(text: string, others: Readonly<Record<string, string>> = {}) {
  const documents = [documentOf('c.constitution', text), ...Object.entries(others).map(([file, other]) => documentOf(file, other))];
  const workspace = withDocuments(emptyWorkspace, documents);
  const scope = scopeOf(workspace, 'c.constitution')!;
  const { tree } = scope.document;
  return tree.segments.flatMap((segment, n) =>
    termUses(scope, segment).map((use: TermUse) => ({
      said: text.slice(tree.starts[n]! + use.span.start, tree.starts[n]! + use.span.end),
      name: use.term.node.name.text,
      found: termUseAt(scope, segment, use.span.start + 1)?.term === use.term,
    })),
  );
}

describe('terms as links', () => {
  it('every form, in any case, the longest first, in what other terms mean too, through escapes and margins', () => {
    const uses = usesIn(`constitution c "C"
term meal "meal", "meals" means "a meal"
term shared "shared meal", "shared meals" means "a meal of two households"
term no_form means "x"
value v "V" { "A Meal." attends to "shared meals" }
principle p "P" { "Say \\"no\\" to \\u{73}hared meals, and a meal." must "eat no form" because "meals are good" note "meal" }
section s "S" {
  """
    About **shared
    meal** and mealtimes.
    """
  role r "R" { "Meals." }
}
`);
    assert.deepEqual(
      uses.map(({ said, name }) => `${name}: ${said}`),
      [
        'meal: meal',
        'meal: Meal',
        'shared: shared meals',
        'shared: \\u{73}hared meals',
        'meal: meal',
        'no_form: no form',
        'meal: meals',
        'shared: shared\n    meal',
        'meal: Meals',
      ],
    );
    assert.ok(uses.every(({ found }) => found));
  });

  it('of what is adopted', () => {
    const uses = usesIn('constitution c "C"\nimport f from "./f.constitution"\nadopt f\nprinciple p "P" { "Eat kale." }\n', {
      'f.constitution': 'constitution f "F"\nterm kale "kale" means "a cabbage"\n',
    });
    assert.deepEqual(uses, [{ said: 'kale', name: 'kale', found: true }]);
  });

  it('none without terms', () => {
    assert.deepEqual(usesIn('constitution c "C"\nprinciple p "P" { "Eat kale." }\n'), []);
  });
});
