import type { DiagnosticCode } from '../model/catalogue.ts';
import { type Diagnostic, diagnostic, type Related } from '../model/diagnostic.ts';
import type { Location } from '../model/location.ts';
import { didYouMean, nearest } from '../model/nearest.ts';
import { type Item, placeOf } from './tree.ts';

/** Collects what the stages after the schema have to say. */
export interface Problems {
  readonly found: readonly Diagnostic[];
  readonly tell: (
    code: DiagnosticCode,
    at: Location,
    message: string,
    extra?: { readonly related?: readonly Related[]; readonly help?: string },
  ) => void;
}

export function newProblems(): Problems {
  const found: Diagnostic[] = [];
  return {
    found,
    tell: (code, at, message, extra) => {
      found.push(diagnostic(code, at, message, extra));
    },
  };
}

/** What a reference may name: the ids, and the items behind them where their place can be shown. */
export interface Known {
  readonly ids: ReadonlySet<string>;
  /** "a system or a group". */
  readonly what: string;
  readonly itemOf?: (id: string) => Item<unknown> | undefined;
}

/** Tells an unknown name with the nearest known one and its place. Returns whether the name is known. */
export function isKnown(
  problems: Problems,
  code: DiagnosticCode,
  name: { readonly id: string; readonly at: Location },
  known: Known,
): boolean {
  if (known.ids.has(name.id)) {
    return true;
  }
  const ids = [...known.ids];
  const best = nearest(name.id, ids);
  const item = best === undefined ? undefined : known.itemOf?.(best);
  problems.tell(code, name.at, `\`${name.id}\` is not ${known.what}`, {
    help: ids.length === 0 ? `there is none yet: define \`${name.id}\`` : didYouMean(name.id, ids),
    related:
      item === undefined || item.builtIn
        ? []
        : [{ message: `\`${item.id}\` is defined here`, at: placeOf(item) }],
  });
  return false;
}
