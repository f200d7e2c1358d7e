import type { DiagnosticCode } from '../model/catalogue.ts';
import { type Diagnostic, diagnostic, type Related } from '../model/diagnostic.ts';
import { limits } from '../model/limits.ts';
import type { Location } from '../model/location.ts';
import { didYouMean, nearest } from '../model/nearest.ts';
import type { Path } from './places.ts';
import { type Item, placeIn, placeOf } from './tree.ts';

/** Collects what the stages after the schema have to say. */
export interface Problems {
  readonly found: readonly Diagnostic[];
  /** How many errors and warnings there are beyond those. */
  readonly untold: () => number;
  /** Whether another error would not be told. */
  readonly isFull: () => boolean;
  /** Whether an unknown name may still be compared with so many known ones: among many systems, many names take minutes. */
  readonly affords: (comparisons: number) => boolean;
  readonly tell: (
    code: DiagnosticCode,
    at: Location,
    message: string,
    extra?: { readonly related?: readonly Related[]; readonly help?: string },
  ) => void;
}

/** Keeps as many errors as are ever told, and as many warnings: neither displaces the other. */
export function newProblems(): Problems {
  const found: Diagnostic[] = [];
  const counts = { error: 0, warning: 0, info: 0 };
  let untold = 0;
  let compared = 0;
  return {
    found,
    untold: () => untold,
    isFull: () => counts.error >= limits.problems,
    affords: (comparisons) => {
      compared += comparisons;
      return compared <= limits.comparedNames;
    },
    tell: (code, at, message, extra) => {
      const told = diagnostic(code, at, message, extra);
      if (counts[told.severity] >= limits.problems) {
        untold += 1;
        return;
      }
      counts[told.severity] += 1;
      found.push(
        told.related.length > limits.related
          ? { ...told, related: told.related.slice(0, limits.related) }
          : told,
      );
    },
  };
}

/** A name that stands for something else, and where it is written. */
export type Name = { readonly id: string } & (
  | { readonly item: Item<unknown>; readonly keys: Path; readonly part: 'key' | 'value' }
  | { readonly at: Location | (() => Location) }
);

/** What a reference may name: the ids, and the items behind them where their place can be shown. */
export interface Known {
  readonly ids: ReadonlySet<string>;
  /** "a system or a group". */
  readonly what: string;
  readonly itemOf?: (id: string) => Item<unknown> | undefined;
}

function placeOfName(name: Name): Location {
  if ('at' in name) {
    return typeof name.at === 'function' ? name.at() : name.at;
  }
  return placeIn(name.item, name.keys, name.part);
}

/** Tells an unknown name with the nearest known one and its place. Returns whether the name is known. */
export function isKnown(
  problems: Problems,
  code: DiagnosticCode,
  name: Name,
  known: Known,
): boolean {
  if (known.ids.has(name.id)) {
    return true;
  }
  const at = placeOfName(name);
  if (problems.isFull() || !problems.affords(known.ids.size)) {
    problems.tell(code, at, `\`${name.id}\` is not ${known.what}`);
    return false;
  }
  const ids = [...known.ids];
  const best = nearest(name.id, ids);
  const item = best === undefined ? undefined : known.itemOf?.(best);
  problems.tell(code, at, `\`${name.id}\` is not ${known.what}`, {
    help: ids.length === 0 ? `there is none yet: define \`${name.id}\`` : didYouMean(name.id, ids),
    related:
      item === undefined || item.builtIn
        ? []
        : [{ message: `\`${item.id}\` is defined here`, at: placeOf(item) }],
  });
  return false;
}
