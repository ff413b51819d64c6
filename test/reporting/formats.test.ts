import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { formats } from '../../server/reporting/all.ts';
import type { Report } from '../../server/reporting/report.ts';
import { checkShape } from '../../server/reporting/shapes.ts';
import { findings, reportOf, saying, specText } from './sample.ts';

const expected = path.join(import.meta.dirname, 'expected');
const plain = { color: false, quiet: false };
const write = (name: string, report: Report, look = plain) => formats.find(format => format.name === name)!.write(report, look);

describe('report formats', () => {
  for (const { name } of formats) {
    it(`${name} writes the sample as kept in expected/`, () => {
      const file = path.join(expected, `${name}.txt`);
      const text = write(name, reportOf());
      if (process.env.UPDATE) {
        mkdirSync(expected, { recursive: true });
        writeFileSync(file, text);
      }
      assert.ok(existsSync(file), `${file} is missing; UPDATE=1 makes it`);
      assert.equal(text, readFileSync(file, 'utf8'));
    });

    it(`${name} writes a report of nothing`, () => {
      assert.equal(typeof write(name, reportOf({ findings: [], files: [], sources: new Map() })), 'string');
    });
  }

  it('json fits the published shape, counts in UTF-16 units from zero, and keeps what is between a rule and its fix', () => {
    const json = JSON.parse(write('json', reportOf()));
    checkShape.parse(json);
    assert.deepEqual(json.diagnostics[1].range, { start: { line: 10, character: 2 }, end: { line: 10, character: 30 } });
    assert.equal('fix' in json.diagnostics[1].data, false);
    assert.deepEqual(json.summary, { error: 1, warning: 0, info: 0, hint: 1 });
  });

  it('places count UTF-16 units, over CRLF too', () => {
    const text = 'a\r\n😀é x';
    const finding = { ...findings[0]!, file: 'u.constitution', start: text.indexOf('x'), end: text.length, related: [] };
    const json = JSON.parse(write('json', reportOf({ findings: [finding], sources: new Map([['u.constitution', { text }]]) })));
    assert.deepEqual(json.diagnostics[0].range, { start: { line: 1, character: 4 }, end: { line: 1, character: 5 } });
  });

  it('pretty marks wide and combining characters where they stand', () => {
    const text = '日本 e\u0301 here';
    const start = text.indexOf('here');
    const finding = { ...findings[0]!, file: 'w.constitution', start, end: text.length, related: [] };
    const shown = write('pretty', reportOf({ findings: [finding], sources: new Map([['w.constitution', { text }]]) }));
    assert.match(shown, /\n {7}│ {8}\^\^\^\^\n/);
  });

  it('pretty cuts a line that is longer than a screen around the place', () => {
    const text = `${'x '.repeat(500_000)}here${' y'.repeat(500_000)}`;
    const start = text.indexOf('here');
    const finding = { ...findings[0]!, file: 'l.constitution', start, end: start + 4, related: [] };
    const shown = write('pretty', reportOf({ findings: [finding], sources: new Map([['l.constitution', { text }]]) }));
    assert.ok(shown.length < 600);
    assert.match(shown, /│ …x x .* here y y .*…\n/);
  });

  it('pretty is without a summary when it is to be quiet', () => {
    assert.ok(!write('pretty', reportOf(), { color: false, quiet: true }).includes('in 1 file'));
  });
});

describe('text of others in reports', () => {
  const sequence = '\u001b[2J\u001b]0;owned\u0007\u009b31m\u202eevil';

  it('acts on no terminal', () => {
    const shown = write('pretty', saying(`Message ${sequence}`, `file${sequence}.constitution`, `line ${sequence} end`), {
      color: false,
      quiet: false,
    });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of these may be left
    assert.doesNotMatch(shown, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    assert.match(shown, /␛\[2J/);
  });

  it('gives GitHub no commands', () => {
    const shown = write('github', saying('100%\n::set-output name=x::y\r\n::error::z', 'a,b:c.constitution'));
    assert.equal(shown.trimEnd().split('\n').length, 1);
    assert.ok(shown.includes('file=a%2Cb%3Ac.constitution,'));
    assert.ok(shown.includes('100%25%0A::set-output'));
  });

  it('leaves no XML', () => {
    const shown = write('junit', saying(`</failure><x y="1">&\u0000\ud800]]>`, 'a"<b>.constitution'));
    assert.ok(!shown.includes('<x') && !shown.includes('\u0000') && !shown.includes('\ud800'));
    assert.ok(shown.includes('&lt;/failure&gt;&lt;x y=&quot;1&quot;&gt;&amp;'));
  });

  it('leaves no markup, mentions nobody, and stays in its cell', () => {
    const shown = write('markdown', saying('<img src=x> **b** | @team [x](http://e.vil) `a|b` line\nnext'));
    const row = shown.split('\n').find(line => line.includes('img'))!;
    assert.ok(!row.includes('<img') && !row.includes('**b**') && !row.includes('@team') && !/http:/.test(row), row);
    assert.equal(row.replaceAll('\\|', '').split('|').length, 5, row);
    assert.ok(row.includes('line<br>next'));
  });

  it('makes no links and placeholders of SARIF messages', () => {
    const { runs } = JSON.parse(write('sarif', saying('see [x](http://e.vil) and {0}')));
    assert.equal(runs[0].results[0].message.text, 'see \\[x\\](http://e.vil) and {{0}}');
  });
});

describe('markdown for a comment', () => {
  it('keeps within what GitHub takes, the worst first, and says what was left out', () => {
    const many = Array.from({ length: 3000 }, (_, i) => ({ ...findings[i % 2]!, message: `Number ${i}. ${'words '.repeat(10)}` }));
    const shown = write('markdown', reportOf({ findings: many }));
    assert.ok(shown.length < 65_536);
    assert.match(shown, /and \d+ more findings/);
    assert.ok(shown.indexOf('❌') > 0 && !shown.includes('💡'));
  });
});

describe('what stands under a finding', () => {
  it('is the line of the spec', () => {
    assert.ok(write('pretty', reportOf()).includes(specText.split('\n')[10]!));
  });
});
