import assert from 'node:assert/strict';
import { parse } from '../../grammar/parser.ts';
import { baselineOf, baselineShape, readBaseline, withoutKnown } from '../../server/reporting/baseline.ts';
import { fingerprint, identities } from '../../server/reporting/identity.ts';
import type { Report } from '../../server/reporting/report.ts';
import { findingAt, findings, reportOf, specText } from './sample.ts';

/** The sample's findings in a changed text. */
function changed(text: string): Report {
  const moved = findings.map(finding => findingAt(text, specText.slice(finding.start, finding.end), finding));
  return reportOf({ findings: moved, sources: new Map([['specs/clinic.constitution', { text, tree: parse(text) }]]) });
}

const marks = (report: Report) => identities(report).map(fingerprint);
const around = { today: '2026-01-01', isThere: () => true };
const { baseline } = baselineOf(reportOf(), undefined, around);
const left = (report: Report, today = '2026-01-01', of = baseline) => withoutKnown(report, of, { ...around, today });

describe('a finding is the same finding', () => {
  for (const [title, text] of [
    ['after lines were put above it', `// a comment\n\n${specText}`],
    ['after another declaration was added', specText.replace('action give_dosage', 'action other "Other"\naction give_dosage')],
    ['after the file was indented anew', specText.replaceAll('  must', '      must')],
    ['with the line ends of another system', specText.replaceAll('\n', '\r\n')],
  ] as const) {
    it(title, () => {
      assert.deepEqual(marks(changed(text)), marks(reportOf()));
      assert.equal(left(changed(text)).report.findings.length, 0);
    });
  }

  it('and another one in another principle', () => {
    assert.notDeepEqual(marks(changed(specText.replace('principle helpful', 'principle useful'))), marks(reportOf()));
  });

  it('and two that look alike are two', () => {
    const twice = reportOf({ findings: [findings[0]!, findings[0]!] });
    assert.equal(new Set(marks(twice)).size, 2);
    assert.equal(left(twice).report.findings.length, 1);
  });
});

describe('a baseline', () => {
  it('fits its shape, and reads as it was written', () => {
    baselineShape.parse(JSON.parse(JSON.stringify(baseline)));
    assert.deepEqual(readBaseline(JSON.stringify(baseline)), { kind: 'baseline', baseline: JSON.parse(JSON.stringify(baseline)) });
  });

  it('leaves out what it knows and counts it', () => {
    const { report, expired, gone } = left(reportOf());
    assert.deepEqual([report.findings.length, report.known, expired.length, gone.length], [0, 2, 0, 0]);
  });

  it('lets through what is new', () => {
    const { baseline: only } = baselineOf(reportOf({ findings: [findings[0]!] }), undefined, around);
    assert.deepEqual(
      left(reportOf(), '2026-01-01', only).report.findings.map(({ code }) => code),
      ['conflict/contradiction'],
    );
  });

  it('counts a finding again after its last day', () => {
    const dated = { ...baseline, findings: baseline.findings.map(known => ({ ...known, owner: 'ann', expires: '2026-06-30' })) };
    assert.equal(left(reportOf(), '2026-06-30', dated).report.findings.length, 0);
    const late = left(reportOf(), '2026-07-01', dated);
    assert.deepEqual([late.report.findings.length, late.expired.length, late.expired[0]?.owner], [2, 2, 'ann']);
  });

  it('says what is gone, of the files that were checked only', () => {
    const clean = reportOf({ findings: [] });
    assert.equal(left(clean).gone.length, 2);
    assert.equal(left(reportOf({ findings: [], files: [], sources: new Map() })).gone.length, 0);
  });

  it('keeps owner, reason and date of what is still there when it is written anew', () => {
    const owned = {
      ...baseline,
      findings: baseline.findings.map(known => ({ ...known, owner: 'ann', reason: 'later', expires: '2026-06-30' })),
    };
    const anew = baselineOf(reportOf({ findings: [findings[1]!] }), owned, around);
    assert.deepEqual(
      anew.baseline.findings.map(({ code, owner, reason, expires }) => [code, owner, reason, expires]),
      [['conflict/contradiction', 'ann', 'later', '2026-06-30']],
    );
  });

  it('keeps entries of files that were not checked, though others import them, and not of files that are gone', () => {
    const [source] = reportOf().sources.values();
    const imported = reportOf({ findings: [], files: [], sources: new Map([['specs/clinic.constitution', source!]]) });
    const kept = baselineOf(imported, baseline, around);
    assert.deepEqual([kept.baseline, kept.unchecked], [baseline, 2]);
    assert.equal(left(imported).gone.length, 0);
    const without = { ...around, isThere: () => false };
    assert.deepEqual(baselineOf(imported, baseline, without).baseline.findings, []);
    assert.equal(withoutKnown(imported, baseline, without).gone.length, 2);
  });

  it('keeps a date that has passed when it is written anew, and says so', () => {
    const dated = { ...baseline, findings: baseline.findings.map((known, i) => (i === 0 ? { ...known, expires: '2026-06-30' } : known)) };
    assert.equal(baselineOf(reportOf(), dated, { ...around, today: '2026-06-30' }).expired.length, 0);
    const late = baselineOf(reportOf(), dated, { ...around, today: '2026-07-01' });
    assert.deepEqual([late.expired.length, late.baseline.findings[0]?.expires], [1, '2026-06-30']);
  });

  for (const [title, text] of [
    ['no JSON', 'known: all'],
    ['a baseline of another version', '{"version":2,"findings":[]}'],
    ['a date that is none', JSON.stringify({ ...baseline, findings: [{ ...baseline.findings[0], expires: 'soon' }] })],
    ['a date that no calendar has', JSON.stringify({ ...baseline, findings: [{ ...baseline.findings[0], expires: '2026-02-30' }] })],
    ['a key that it does not have', JSON.stringify({ ...baseline, extra: 1 })],
  ] as const) {
    it(`is not ${title}`, () => {
      const reading = readBaseline(text);
      assert.equal(reading.kind, 'wrong');
      assert.ok(reading.kind === 'wrong' && !reading.why.includes('\n'));
    });
  }
});
