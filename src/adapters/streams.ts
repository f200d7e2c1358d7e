import type { WriteStream } from 'node:tty';
import type { ByteReading, Output } from '../ports.ts';
import { reasonOf } from './attempt.ts';
import { checkUtf8, tooLarge } from './utf8.ts';

/**
 * A stream of the process, opened when it is first used. A reader that has gone away (`| head`) ends it quietly; where nothing
 * can be written for another reason, the process says so and ends with 2.
 */
export function outputOf(open: () => WriteStream): Output {
  let opened: WriteStream | undefined;
  const stream = (): WriteStream => {
    if (opened === undefined) {
      opened = open();
      opened.on('error', endWhereBroken);
    }
    return opened;
  };
  return {
    get isTerminal() {
      return stream().isTTY === true;
    },
    get columns() {
      return stream().isTTY === true ? stream().columns : undefined;
    },
    write: (text) => {
      if (text !== '' && stream().writable) {
        stream().write(text);
      }
    },
    reader: () => ({ isGone: !stream().writable, waitingBytes: stream().writableLength }),
  };
}

function endWhereBroken(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') {
    const sentence = `tower: the output cannot be written: ${reasonOf(error.code ?? '')}\n`;
    process.stderr.write(sentence, () => process.exit(2));
  }
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
