import assert from 'node:assert/strict';
import fc from 'fast-check';
import { and, continued, emptyCircuit, literalOf, not, openBox } from '../../server/analysis/norms/circuit.ts';
import { any, fact } from '../../server/analysis/norms/conditions.ts';
import { decide, noPractice } from '../../server/analysis/norms/decide.ts';
import { search } from '../../server/analysis/norms/search.ts';
import { hasValue, spanSet } from '../../server/analysis/norms/sets.ts';
import { loadSolver } from '../../server/host/solver.ts';
import { conditionOver, holds, situations, variables } from './questions.ts';

/** Without the two wide ones, all situations can be gone through. */
const few = variables.filter(({ size }) => size < 10).map((variable, index) => ({ ...variable, index }));
const every = [...situations(few)];
const condition = conditionOver(few);

describe('search', () => {
  it('finds a situation exactly where there is one, and a box in which all of them are', () => {
    const circuit = emptyCircuit(few);
    fc.assert(
      fc.property(condition, condition, (one, other) => {
        const found = search(circuit, [literalOf(circuit, one), not(literalOf(circuit, other))], { effort: 1e6 });
        const right = (values: readonly number[]) => holds(one, values) && !holds(other, values);
        assert.equal(found.kind, every.some(right) ? 'found' : 'none');
        if (found.kind !== 'found') return;
        const box = found.box();
        const inside = every.filter(values => values.every((value, i) => hasValue(box[i]!, value)));
        assert.ok(inside.length > 0 && inside.every(right));
      }),
      { numRuns: 2000 },
    );
  });

  it('stays inside the box that it starts from', () => {
    const circuit = emptyCircuit(few);
    fc.assert(
      fc.property(condition, fc.nat(2), fc.nat(1), (one, audience, urgent) => {
        const start = openBox(circuit);
        start[0] = spanSet(2, urgent, urgent + 1);
        start[1] = spanSet(3, audience, audience + 1);
        const found = search(circuit, [literalOf(circuit, one)], { effort: 1e6, start });
        assert.equal(
          found.kind,
          every.some(values => values[0] === urgent && values[1] === audience && holds(one, values)) ? 'found' : 'none',
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('goes on from what a circuit has already, and leaves that as it is', () => {
    fc.assert(
      fc.property(condition, condition, condition, (assumed, one, other) => {
        const base = emptyCircuit(few);
        const given = literalOf(base, assumed);
        const before = structuredClone({ ...base, known: [], index: [] });
        for (const asked of [one, other, one]) {
          const circuit = continued(base);
          const found = search(circuit, [given, literalOf(circuit, asked)], { effort: 1e6 });
          assert.equal(found.kind, every.some(values => holds(assumed, values) && holds(asked, values)) ? 'found' : 'none');
        }
        assert.deepEqual(structuredClone({ ...base, known: [], index: [] }), before);
      }),
      { numRuns: 500 },
    );
  });

  it('gives up when it is told to', () => {
    const circuit = emptyCircuit(few);
    const either = literalOf(circuit, any(fact(few[0]!, 1), fact(few[1]!, 2)));
    assert.equal(search(circuit, [either], { effort: 0 }).kind, 'unknown');
    assert.equal(search(circuit, [either], { effort: 100 }).kind, 'found');
  });
});

describe('the solver', () => {
  it('agrees with the search, and its models are situations', async () => {
    const solver = await loadSolver();
    const wide = conditionOver(variables);
    const circuit = emptyCircuit(variables);
    fc.assert(
      fc.property(wide, wide, fc.nat(39), (one, other, town) => {
        const goals = [literalOf(circuit, one), not(literalOf(circuit, other))];
        const start = openBox(circuit);
        start[5] = spanSet(40, town, 40);
        const searched = search(circuit, goals, { effort: 1e6, start });
        const solved = decide(circuit, goals, { solver, effort: { search: -1, solver: 1e6 }, practice: noPractice(), start });
        assert.equal(solved.kind, searched.kind);
        if (solved.kind !== 'found') return;
        const box = solved.box();
        assert.equal(search(circuit, goals, { effort: 1e6, start: box }).kind, 'found');
        assert.equal(search(circuit, [not(and(circuit, goals))], { effort: 1e6, start: box }).kind, 'none');
      }),
      { numRuns: 500 },
    );
  });
});
