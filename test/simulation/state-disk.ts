import { compareText } from '../../src/model/order.ts';
import type { StoreEffect } from '../../src/runtime/input.ts';
import type { Folder } from '../../src/runtime/journal/recover.ts';
import type { Chance } from './chance.ts';
import { must } from './law.ts';

/** The disk under a state folder: it is slow, it can be full, and it can lose power. */
export interface StateDisk {
  readonly files: Map<string, Uint8Array>;
  isFull: boolean;
  readonly folder: () => Folder;
  /** Begins to write. */
  readonly begin: (effect: StoreEffect) => void;
  /** Ends it; the failure, where it failed. */
  readonly end: () => string | undefined;
  /** The power goes: of what was being written there is any beginning, and no more. */
  readonly crash: () => void;
}

export function newStateDisk(chance: Chance): StateDisk {
  const files = new Map<string, Uint8Array>();
  let underWay: StoreEffect | undefined;
  const write = (effect: StoreEffect, byteCount: number): void => {
    if (effect.kind === 'append') {
      const before = files.get(effect.name) ?? new Uint8Array();
      must('a frame begins where the last one ends', before.length >= effect.byteCount, () => {
        return `${effect.name} has ${before.length} bytes, and ${effect.byteCount} are counted on`;
      });
      files.set(
        effect.name,
        spliced(before, effect.byteCount, effect.bytes.subarray(0, byteCount)),
      );
    } else if (byteCount === effect.bytes.length) {
      files.set(effect.name, effect.bytes);
    }
  };
  return {
    files,
    isFull: false,
    folder: () => ({
      names: [...files.keys()].sort(compareText),
      read: (name) => {
        const value = files.get(name);
        return value === undefined ? { failure: 'it does not exist' } : { value };
      },
    }),
    begin: (effect) => {
      must('one store at a time', underWay === undefined, () => `${effect.kind} ${effect.name}`);
      underWay = effect;
    },
    end() {
      const effect = underWay;
      underWay = undefined;
      if (effect === undefined) {
        return undefined;
      }
      if (this.isFull) {
        write(effect, chance.below(effect.bytes.length));
        return 'the disk is full';
      }
      write(effect, effect.bytes.length);
      for (const name of effect.kind === 'replace' ? effect.obsolete : []) {
        files.delete(name);
      }
      return undefined;
    },
    crash: () => {
      const effect = underWay;
      underWay = undefined;
      if (effect === undefined) {
        return;
      }
      const { length } = effect.bytes;
      const byteCount = chance.isLucky(0.3) ? length : chance.below(length);
      write(effect, byteCount);
      if (effect.kind === 'replace' && byteCount === length) {
        for (const name of effect.obsolete) {
          if (chance.isLucky(0.5)) {
            files.delete(name);
          }
        }
      }
    },
  };
}

/** A file with other bytes from a place on. There is room behind it, so that one that grows is not copied each time. */
function spliced(before: Uint8Array, byteCount: number, bytes: Uint8Array): Uint8Array {
  const length = byteCount + bytes.length;
  const roomy = before.buffer.byteLength >= length ? before : new Uint8Array(2 * length);
  if (roomy !== before) {
    roomy.set(before.subarray(0, byteCount));
  }
  const after = new Uint8Array(roomy.buffer, 0, length);
  after.set(bytes, byteCount);
  return after;
}
