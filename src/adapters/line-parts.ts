/** Whole lines, with the ends of all of them but perhaps of the last of a file; or one that was too long to be kept. */
export type LinePart = {
  /** Bytes of the source that it stands for. */
  readonly byteCount: number;
  readonly lineCount: number;
} & (
  | { readonly kind: 'lines'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-long'; readonly bytes?: undefined }
);

/** Cuts what arrives in any pieces into parts of whole lines. */
export interface LineParts {
  /** The parts that are whole with these bytes. The rest waits. */
  readonly push: (bytes: Uint8Array) => readonly LinePart[];
  /** What waits for the end of its line, when none will come. */
  readonly end: () => readonly LinePart[];
  /** Forgets what waits. */
  readonly clear: () => void;
}

export interface PartBounds {
  /** Bytes of a part of several lines. */
  readonly partBytes: number;
  /** Bytes of one line, which is a part by itself when it is longer than a part may be. */
  readonly lineBytes: number;
}

const lineFeed = 10;

export function newLineParts(bounds: PartBounds): LineParts {
  let half: Uint8Array[] = [];
  let halfBytes = 0;
  // Bytes of a line that is too long and did not end yet.
  let skippedBytes = 0;

  const clear = (): void => {
    half = [];
    halfBytes = 0;
    skippedBytes = 0;
  };
  const wait = (bytes: Uint8Array): void => {
    if (bytes.length === 0) {
      return;
    }
    if (skippedBytes > 0 || halfBytes + bytes.length > bounds.lineBytes) {
      skippedBytes += halfBytes + bytes.length;
      half = [];
      halfBytes = 0;
    } else {
      // A copy: the piece may be part of something larger, or be written to again.
      half.push(Uint8Array.from(bytes));
      halfBytes += bytes.length;
    }
  };
  const endSkipped = (bytes: Uint8Array): LinePart => {
    const byteCount = skippedBytes + bytes.length;
    clear();
    return { kind: 'too-long', byteCount, lineCount: 1 };
  };
  return {
    push: (bytes) => {
      const first = bytes.indexOf(lineFeed);
      if (first === -1) {
        wait(bytes);
        return [];
      }
      const last = bytes.lastIndexOf(lineFeed);
      const parts: LinePart[] = skippedBytes > 0 ? [endSkipped(bytes.subarray(0, first + 1))] : [];
      const from = parts.length === 0 ? 0 : first + 1;
      const whole = joined([...half, bytes.subarray(from, last + 1)]);
      half = [];
      halfBytes = 0;
      parts.push(...partsOf(whole, bounds));
      wait(bytes.subarray(last + 1));
      return parts;
    },
    end: () => {
      const rest = joined(half);
      const isSkipping = skippedBytes > 0;
      const parts = isSkipping ? [endSkipped(rest)] : partsOf(rest, bounds);
      clear();
      return parts;
    },
    clear,
  };
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const [only] = pieces;
  return pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces);
}

/** Parts of bytes that end with a line. */
function partsOf(bytes: Uint8Array, bounds: PartBounds): LinePart[] {
  const parts: LinePart[] = [];
  let [from, to, lineCount] = [0, 0, 0];
  const flush = (): void => {
    if (to > from) {
      parts.push({
        kind: 'lines',
        bytes: bytes.subarray(from, to),
        byteCount: to - from,
        lineCount,
      });
    }
    from = to;
    lineCount = 0;
  };
  while (to < bytes.length) {
    const found = bytes.indexOf(lineFeed, to);
    const end = found === -1 ? bytes.length : found + 1;
    if (end - from > bounds.partBytes) {
      flush();
    }
    if (end - to > bounds.lineBytes + 1) {
      parts.push({ kind: 'too-long', byteCount: end - to, lineCount: 1 });
      from = end;
    } else {
      lineCount += 1;
    }
    to = end;
  }
  flush();
  return parts;
}
