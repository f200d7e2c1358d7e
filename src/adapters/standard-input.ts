import type { Readable } from 'node:stream';
import { limits } from '../model/limits.ts';
import type { SignalSink, SignalSource } from '../ports/signal-source.ts';
import { reasonOf } from './attempt.ts';
import { handOver, tooLongLine } from './hand-over.ts';
import { type LinePart, newLineParts } from './line-parts.ts';

const name = '<stdin>';

/** Takes one batch a line of a stream, which has to wait while nothing is accepted; its end is the end of the source. */
export function standardInput(open: () => Readable): SignalSource {
  return {
    name,
    start: async (sink) => {
      const stream = open();
      const cancel = new AbortController();
      const reading = read(stream, sink, cancel.signal);
      return {
        value: {
          address: undefined,
          stop: async () => {
            cancel.abort();
            stream.destroy();
            await reading;
          },
        },
      };
    },
  };
}

async function read(stream: Readable, sink: SignalSink, cancel: AbortSignal): Promise<void> {
  const parts = newLineParts({ partBytes: 1_048_576, lineBytes: limits.requestBytes });
  let lines = 0;
  const handAll = async (found: readonly LinePart[]): Promise<boolean> => {
    for (const { kind, bytes, lineCount } of found) {
      if (kind === 'too-long') {
        sink.refused([tooLongLine(name, lines + 1)]);
      } else if (
        !(await handOver(
          sink,
          { file: { path: name, bytes }, isLines: true, linesBefore: lines },
          cancel,
        ))
      ) {
        return false;
      }
      lines += lineCount;
    }
    return true;
  };
  try {
    for await (const chunk of stream) {
      if (!(await handAll(parts.push(chunk as Uint8Array)))) {
        return;
      }
    }
  } catch (error) {
    if (!cancel.aborted) {
      const { code = '' } = error as NodeJS.ErrnoException;
      sink.failing(reasonOf(code));
    }
  }
  if (!cancel.aborted && (await handAll(parts.end()))) {
    sink.ended();
  }
}
