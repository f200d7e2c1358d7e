import { EventEmitter } from 'node:events';
import type { ScreenParts } from '../../src/adapters/screen.ts';

/** A terminal that is none: it keeps what it was sent, and time passes when it is told to. */
export interface TerminalDouble {
  readonly parts: ScreenParts;
  /** Everything that was written since the last call. */
  readonly written: () => string;
  readonly send: (text: string) => void;
  readonly resize: (columns: number, rows: number) => void;
  readonly notice: (event: string) => void;
  readonly pass: (ms: number) => void;
  /** Whether keys come at once, and whether anybody reads them. */
  readonly input: { isRaw: boolean; isRead: boolean };
  readonly raised: string[];
  /** Listeners of every kind. */
  readonly listeners: () => number;
  /** Somebody else who listens to a signal. */
  readonly also: (event: string) => void;
}

export function terminalDouble(columns: number, rows: number, hasInput = true): TerminalDouble {
  let text = '';
  let now = 0;
  const timers = new Map<() => void, { readonly at: number; readonly call: () => void }>();
  const [output, keys, signals] = [new EventEmitter(), new EventEmitter(), new EventEmitter()];
  const size = { columns, rows };
  const input = { isRaw: false, isRead: false };
  const raised: string[] = [];
  const due = () =>
    [...timers].filter(([, timer]) => timer.at <= now).sort(([, a], [, b]) => a.at - b.at)[0];
  const parts: ScreenParts = {
    output: {
      get columns() {
        return size.columns;
      },
      get rows() {
        return size.rows;
      },
      write: (more) => {
        text += more;
      },
      on: (event, listener) => output.on(event, listener),
      off: (event, listener) => output.off(event, listener),
    },
    input: hasInput
      ? {
          setRawMode: (isRaw) => {
            input.isRaw = isRaw;
          },
          on: (event, listener) => keys.on(event, listener),
          off: (event, listener) => keys.off(event, listener),
          resume: () => {
            input.isRead = true;
          },
          pause: () => {
            input.isRead = false;
          },
        }
      : undefined,
    process: {
      on: (event, listener) => signals.on(event, listener),
      off: (event, listener) => signals.off(event, listener),
      listenerCount: (event) => signals.listenerCount(event),
      raise: (signal, isGroup) => raised.push(isGroup ? `${signal} to all` : signal),
      now: () => now,
      later: (ms, call) => {
        const cancel = (): void => {
          timers.delete(cancel);
        };
        timers.set(cancel, { at: now + ms, call });
        return cancel;
      },
    },
  };
  return {
    parts,
    written: () => {
      const since = text;
      text = '';
      return since;
    },
    send: (more) => keys.emit('data', new TextEncoder().encode(more)),
    resize: (wide, high) => {
      [size.columns, size.rows] = [wide, high];
      output.emit('resize');
    },
    notice: (event) => signals.emit(event),
    pass: (ms) => {
      const end = now + ms;
      for (; now < end; now += 1) {
        for (let next = due(); next !== undefined; next = due()) {
          timers.delete(next[0]);
          next[1].call();
        }
      }
    },
    input,
    raised,
    listeners: () =>
      [output, keys, signals].reduce(
        (sum, one) =>
          sum + one.eventNames().reduce((count, name) => count + one.listenerCount(name), 0),
        timers.size,
      ),
    also: (event) => signals.on(event, () => undefined),
  };
}

/** What stands on a terminal after it was sent this, row by row; colors are not kept. */
export function shownBy(text: string, before: readonly string[], rows: number): readonly string[] {
  const shown = Array.from({ length: rows }, (_, row) => before[row] ?? '');
  let row = 0;
  for (const part of text.split('\u001b[').slice(1)) {
    const [, command = '', plain = ''] = /^([?0-9;]*[A-Za-z])(.*)$/su.exec(part) ?? [];
    const place = /^([0-9]+);1H$/.exec(command);
    if (place !== null) {
      row = Number(place[1]) - 1;
    } else if (command === '2J') {
      shown.fill('');
    } else if (command === '2K') {
      shown[row] = '';
    }
    if (plain !== '') {
      shown[row] = `${shown[row] ?? ''}${plain}`;
    }
  }
  return shown;
}

/** A line without its colors. */
export function unpainted(line: string): string {
  return line
    .split('\u001b[')
    .map((part, index) => (index === 0 ? part : part.replace(/^[0-9;]*m/, '')))
    .join('');
}
