import { crc32 } from 'node:zlib';

/** What happened, as lines: the last ones, and a checksum of all. */
export interface Trace {
  readonly note: (at: number, line: string) => void;
  readonly last: () => readonly string[];
  readonly checksum: () => string;
}

const lastMax = 60;

export function newTrace(): Trace {
  let lines: string[] = [];
  let sum = 0;
  let count = 0;
  return {
    note: (at, text) => {
      const line = `${(at / 1_000).toFixed(3).padStart(10)} ${text}`;
      count += 1;
      sum = crc32(line, sum);
      lines.push(line);
      if (lines.length > 4 * lastMax) {
        lines = lines.slice(-lastMax);
      }
    },
    last: () => lines.slice(-lastMax),
    checksum: () => `${count} lines, ${sum.toString(16)}`,
  };
}
