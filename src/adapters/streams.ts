import type { WriteStream } from 'node:tty';
import type { ByteReading, Output } from '../ports.ts';
import { reasonOf } from './attempt.ts';
import { checkUtf8, tooLarge } from './utf8.ts';

/**
 * A stream of the process. A reader that has gone away (`| head`) ends it quietly; where nothing can be written for another
 * reason, the process says so and ends with 2.
 */
export function outputOf(stream: WriteStream): Output {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
      const sentence = `tower: the output cannot be written: ${reasonOf(error.code ?? '')}\n`;
      process.stderr.write(sentence, () => process.exit(2));
    }
  });
  return {
    isTerminal: stream.isTTY === true,
    columns: stream.isTTY === true ? stream.columns : undefined,
    write: (text) => {
      if (text !== '' && stream.writable) {
        stream.write(text);
      }
    },
  };
}

/** Standard input to its end, or as far as `bytesMax`. */
export async function readStdin(bytesMax: number): Promise<ByteReading> {
  const chunks: Buffer[] = [];
  let byteCount = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk);
    byteCount += chunk.length;
    if (byteCount > bytesMax) {
      return { diagnostic: tooLarge('<stdin>', bytesMax) };
    }
  }
  return checkUtf8(Buffer.concat(chunks), '<stdin>');
}
