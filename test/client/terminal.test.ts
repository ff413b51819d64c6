import assert from 'node:assert/strict';
import { terminalText } from '../../client/terminal.ts';

describe('test results in the terminal', () => {
  it('are lines, and nothing in them acts on it', () => {
    assert.equal(terminalText('a\nb\r\nc\rd\te\n'), 'a\r\nb\r\nc\r\nd\te\r\n');
    const hostile = 'x\u001b]8;;https://evil.example\u0007click\u001b[2J\u009b1m\u202e é 🌍';
    assert.equal(terminalText(hostile), 'x\ufffd]8;;https://evil.example\ufffdclick\ufffd[2J\ufffd1m\ufffd é 🌍');
  });
});
