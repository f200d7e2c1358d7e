import type * as file from '../model/config.generated.ts';
import type { Location } from '../model/location.ts';
import type { Level, LevelName, Signal, Threshold } from '../model/model.ts';
import { sortedKeys } from '../model/order.ts';
import { durationMs, writtenMs } from './duration-ms.ts';
import type { Problems } from './problems.ts';
import { formerIds } from './renames.ts';
import type { Source } from './source.ts';
import { type Item, placeIn, placeOf, type Tree } from './tree.ts';

/** Thresholds sorted by id. One without a known signal or a usable limit is left out and told. */
export function compileThresholds(
  tree: Tree,
  signals: ReadonlyMap<string, Signal>,
  problems: Problems,
): readonly Threshold[] {
  const table = tree.table('thresholds');
  return sortedKeys(table).flatMap((id) => {
    const item = table.get(id);
    const signal = signals.get(item?.value.signal ?? '');
    return item === undefined || signal === undefined ? [] : [thresholdOf(item, signal, problems)];
  });
}

/** A threshold that was compiled without a word about it. */
interface Compiled {
  readonly item: Item<file.Threshold>;
  readonly signal: string;
  readonly threshold: Threshold;
}

/** The threshold of an item: the same object as before where it and its signal are as they were, and nothing is to be told of it. */
function thresholdOf(item: Item<file.Threshold>, signal: Signal, problems: Problems): Threshold {
  const known = compiled.get(item.source) ?? new Map<string, Compiled>();
  compiled.set(item.source, known);
  const before = known.get(item.id);
  const written = JSON.stringify(signal);
  if (before?.item === item && before.signal === written) {
    return before.threshold;
  }
  const told = toldBy(problems);
  const threshold = compileThreshold(item, signal, problems);
  if (toldBy(problems) === told) {
    known.set(item.id, { item, signal: written, threshold });
  }
  return threshold;
}

const compiled = new WeakMap<Source, Map<string, Compiled>>();

function toldBy({ found, untold }: Problems): number {
  return found.length + untold();
}

function compileThreshold(
  item: Item<file.Threshold>,
  signal: Signal,
  problems: Problems,
): Threshold {
  const { value } = item;
  if (value.warn === undefined && value.critical === undefined) {
    problems.tell(
      'threshold/no-level',
      placeOf(item),
      `threshold \`${item.id}\` has neither \`warn\` nor \`critical\``,
      { help: 'give at least one of them a limit' },
    );
  }
  const warn = compileLevel(item, 'warn', signal, problems);
  const critical = compileLevel(item, 'critical', signal, problems);
  if (
    warn !== undefined &&
    critical !== undefined &&
    isBeyond(signal, warn.limit, critical.limit)
  ) {
    problems.tell(
      'threshold/warn-beyond-critical',
      warn.at,
      `\`warn\` at ${warn.limitText} is beyond \`critical\` at ${critical.limitText}: ${goodness(signal)}`,
      {
        related: [{ message: '`critical` stands here', at: critical.at }],
        help: 'swap the two limits',
      },
    );
  }
  return {
    id: item.id,
    signal: signal.id,
    warn,
    critical,
    keepFiringMs: durationMs(value.keepFiring),
    absentForMs: writtenMs(value.absent?.for),
    reopenWithinMs: durationMs(value.reopenWithin ?? '5m'),
    absentAs: value.absent?.as ?? signal.absentAs ?? 'unknown',
    runbook: value.runbook,
    renamedFrom: formerIds(value),
    written: value.match,
    at: placeOf(item),
  };
}

/** What is good, in words for a message. */
function goodness(signal: Signal): string {
  return signal.values === undefined
    ? `${signal.better} is better for \`${signal.id}\``
    : `\`${signal.id}\` goes ${signal.values.join(', ')} from best to worst`;
}

/** Whether `a` is on the bad side of `b`. */
function isBeyond(signal: Signal, a: number, b: number): boolean {
  return signal.better === 'lower' ? a > b : a < b;
}

function compileLevel(
  item: Item<file.Threshold>,
  name: LevelName,
  signal: Signal,
  problems: Problems,
): Level | undefined {
  const written = item.value[name];
  if (written === undefined) {
    return undefined;
  }
  const long = typeof written === 'object' ? written : { at: written };
  const keys = typeof written === 'object' ? [name, 'at'] : [name];
  const limit = numberOf(long.at, signal);
  if (limit === undefined) {
    tellNoWord(problems, placeIn(item, keys), long.at, signal);
    return undefined;
  }
  const clearKeys = long.clear === undefined ? ['clear'] : [name, 'clear'];
  const level: Level = {
    name,
    limit,
    limitText: String(long.at),
    clear: clearOf(
      item,
      { written: long.clear ?? item.value.clear, keys: clearKeys, limit },
      signal,
      problems,
    ),
    forMs: durationMs(long.for ?? item.value.for),
    as: long.as ?? (name === 'warn' ? 'degraded' : 'unhealthy'),
    at: placeIn(item, keys),
  };
  checkLevel(item, level, clearKeys, { signal, problems });
  return level;
}

function tellNoWord(
  problems: Problems,
  at: Location,
  limit: number | string,
  signal: Signal,
): void {
  if (signal.values === undefined) {
    const message = `the limit \`${limit}\` is not a number, and \`${signal.id}\` has no words`;
    const unit = signal.unit === undefined ? '' : ` (${signal.unit})`;
    problems.tell('threshold/not-a-word', at, message, { help: `write a number${unit}` });
  } else {
    const message = `the limit \`${limit}\` is not a word of signal \`${signal.id}\``;
    const help = `its words are, best first: ${signal.values.join(', ')}`;
    problems.tell('threshold/not-a-word', at, message, { help });
  }
}

/** The number that a limit is compared by: itself, or the index of the word. */
function numberOf(written: number | string, signal: Signal): number | undefined {
  if (signal.values === undefined) {
    return typeof written === 'number' ? written : undefined;
  }
  const index = signal.values.indexOf(String(written));
  return index < 0 ? undefined : index;
}

interface WrittenClear {
  readonly written: number | string | undefined;
  readonly keys: readonly string[];
  readonly limit: number;
}

function clearOf(
  item: Item<file.Threshold>,
  { written, keys, limit }: WrittenClear,
  signal: Signal,
  problems: Problems,
): number | undefined {
  if (written === undefined) {
    return undefined;
  }
  const value = numberOf(written, signal);
  if (value !== undefined) {
    return value;
  }
  const percent = /^([0-9]+(?:\.[0-9]+)?)%$/.exec(String(written));
  if (signal.values === undefined && percent !== null) {
    const inside = (Number(percent[1]) / 100) * Math.abs(limit);
    return inside === 0 ? undefined : limit + (signal.better === 'lower' ? -inside : inside);
  }
  problems.tell(
    'threshold/bad-percentage',
    placeIn(item, keys),
    signal.values === undefined
      ? `\`clear: ${written}\` is neither a number nor a percentage`
      : `\`clear: ${written}\` is not a word of signal \`${signal.id}\``,
    {
      help:
        signal.values === undefined
          ? 'write a value such as 180, or a share of the limit such as 10%'
          : `its words are, best first: ${signal.values.join(', ')}`,
    },
  );
  return undefined;
}

/** Limits and exits that could never be reached or never be left. */
function checkLevel(
  item: Item<file.Threshold>,
  level: Level,
  clearKeys: readonly string[],
  { signal, problems }: { readonly signal: Signal; readonly problems: Problems },
): void {
  const [min, max] =
    signal.values === undefined ? [signal.min, signal.max] : [0, signal.values.length - 1];
  const best = signal.better === 'lower' ? min : max;
  const outside = (value: number): boolean =>
    (min !== undefined && value < min) || (max !== undefined && value > max);
  const range = `\`${signal.id}\` goes from ${min ?? '-∞'} to ${max ?? '∞'}`;
  if (outside(level.limit)) {
    problems.tell(
      'threshold/limit-out-of-range',
      level.at,
      `the limit ${level.limitText} can never be reached or never be left: ${range}`,
      { help: `choose a limit inside the range, or change the range of signal \`${signal.id}\`` },
    );
  } else if (level.clear === undefined && level.limit === best) {
    problems.tell(
      'threshold/never-clears',
      level.at,
      `\`${level.name}\` at ${level.limitText} never clears: limits are inclusive and ${level.limitText} is the best value of \`${signal.id}\``,
      { help: 'move the limit away from the best value' },
    );
  }
  if (level.clear === undefined) {
    return;
  }
  const clearText = signal.values?.[level.clear] ?? String(level.clear);
  if (!isBeyond(signal, level.limit, level.clear)) {
    problems.tell(
      'threshold/clear-beyond-limit',
      placeIn(item, clearKeys),
      `\`clear\` at ${clearText} is not inside the limit ${level.limitText}: ${goodness(signal)}`,
      {
        help: 'the exit must be on the good side of the limit',
        related: [{ message: 'the limit stands here', at: level.at }],
      },
    );
  } else if (outside(level.clear)) {
    problems.tell(
      'threshold/clear-out-of-range',
      placeIn(item, clearKeys),
      `\`clear\` at ${clearText} can never be reached: ${range}`,
      { help: 'choose an exit inside the range' },
    );
  }
}
