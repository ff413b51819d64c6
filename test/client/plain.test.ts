import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { createMessageConnection, ResponseError, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node';
import { inPlainWords } from '../../client/plain.ts';

const stopped = { message: 'Polity’s language server stopped and is starting again. Ask again.' };

function connected() {
  const connection = createMessageConnection(new StreamMessageReader(new PassThrough()), new StreamMessageWriter(new PassThrough()));
  connection.listen();
  return connection;
}

describe('what stands between the editor and the server', () => {
  it('is told in plain words where the server dies while it is asked', async () => {
    const connection = connected();
    const answer = connection.sendRequest('polity/preview/run').catch(inPlainWords);
    connection.dispose();
    await assert.rejects(answer, stopped);
  });

  it('and where it is gone before', async () => {
    const connection = connected();
    connection.dispose();
    await assert.rejects(async () => {
      try {
        await connection.sendRequest('polity/preview/run');
      } catch (error) {
        inPlainWords(error);
      }
    }, stopped);
  });

  it('is left as the server said it where the server answered', () => {
    assert.throws(() => inPlainWords(new ResponseError(-32803, 'This workspace is not trusted.')), {
      message: 'This workspace is not trusted.',
    });
    assert.throws(() => inPlainWords(new ResponseError(-32601, 'Unhandled method')), /in a browser/);
  });
});
