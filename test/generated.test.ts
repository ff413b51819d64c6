import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { generated } from './generate.ts';

describe('what is made from other files is fresh (npm run generate)', () => {
  for (const [file, text] of generated()) {
    it(path.relative(path.join(import.meta.dirname, '..'), file), () =>
      assert.equal(readFileSync(file, 'utf8').replaceAll('\r\n', '\n'), text),
    );
  }
});
