import type { Criticality, PriorityName } from '../model/config.generated.ts';
import type {
  CompiledCatalog,
  CriticalityRow,
  PriorityRow,
  Region,
  Resource,
  Signal,
  SystemType,
} from '../model/model.ts';
import { compareText, sortedKeys } from '../model/order.ts';
import type { Status } from '../model/report.generated.ts';
import { checkOrder } from './catalog-order.ts';
import { durationMs } from './duration-ms.ts';
import { originsOf } from './origins.ts';
import type { Problems } from './problems.ts';
import { type Item, placeIn, placeOf, type Section, type Sections, type Tree } from './tree.ts';

/** The tables of the catalog, with the rows of the project over the built-in ones. */
export function compileCatalog(tree: Tree, problems: Problems): CompiledCatalog {
  checkOrder(tree, problems);
  const row = <S extends Section>(section: S, id: string): Partial<Sections[S]> =>
    tree.table(section).get(id)?.value ?? {};
  const status = (id: Status): CompiledCatalog['statuses'][Status] => {
    const { score = 0, icon = '' } = row('catalog.statuses', id);
    return { score, icon };
  };
  const criticality = (id: Criticality): CriticalityRow => {
    const {
      rank = 0,
      weight = 0,
      responseSla,
      redundancy = false,
      every,
    } = row('catalog.criticalities', id);
    return {
      rank,
      weight: hundredths(weight),
      responseSlaMs: durationMs(responseSla),
      redundancy,
      everyMs: durationMs(every),
    };
  };
  const priorities = (
    severity: 'critical' | 'warn',
  ): Readonly<Record<Criticality, PriorityName>> => ({
    critical: 'p5',
    high: 'p5',
    medium: 'p5',
    low: 'p5',
    ...row('catalog.severities', severity),
  });
  const priority = (id: PriorityName): PriorityRow => {
    const { respond, escalateAfter } = row('catalog.priorities', id);
    return { respondMs: rowMs(respond), escalateAfterMs: rowMs(escalateAfter) };
  };
  return {
    statuses: {
      healthy: status('healthy'),
      degraded: status('degraded'),
      unhealthy: status('unhealthy'),
      offline: status('offline'),
      maintenance: status('maintenance'),
      unknown: status('unknown'),
    },
    criticalities: {
      critical: criticality('critical'),
      high: criticality('high'),
      medium: criticality('medium'),
      low: criticality('low'),
    },
    kinds: mapped(
      tree,
      'catalog.dependencyKinds',
      ({ id, value: { impact = 0, propagates = false } }) => ({
        id,
        impact: hundredths(impact),
        propagates,
      }),
    ),
    protocols: mapped(
      tree,
      'catalog.protocols',
      ({ id, value: { timeout = null, retryable = false } }) => ({
        id,
        timeoutMs: timeout === null ? null : durationMs(timeout),
        retryable,
      }),
    ),
    severities: { critical: priorities('critical'), warn: priorities('warn') },
    priorities: {
      p1: priority('p1'),
      p2: priority('p2'),
      p3: priority('p3'),
      p4: priority('p4'),
      p5: priority('p5'),
    },
    levels: mapped(tree, 'catalog.levels', ({ value: { window } }) => durationMs(window)),
    types: compileTypes(tree, problems),
  };
}

/** Nothing is as much as not written. */
function rowMs(duration: string | null | undefined): number | undefined {
  return duration === null || duration === undefined ? undefined : durationMs(duration);
}

/** What the items of a section compile to, by id, sorted. */
export function mapped<S extends Section, T>(
  tree: Tree,
  section: S,
  compile: (item: Item<Sections[S]>) => T,
): ReadonlyMap<string, T> {
  const table = tree.table(section);
  return new Map(
    sortedKeys(table).flatMap((id) => {
      const item = table.get(id);
      return item === undefined ? [] : [[id, compile(item)] as const];
    }),
  );
}

/** System types with what they inherit: the nearest type that names a value gives it. */
function compileTypes(tree: Tree, problems: Problems): ReadonlyMap<string, SystemType> {
  const table = tree.table('types');
  return mapped(tree, 'types', ({ id }) => {
    const chain: Item<Sections['types']>[] = [];
    const seen = new Set<string>();
    for (let item = table.get(id); item !== undefined; item = nextOf(item, table)) {
      if (seen.has(item.id)) {
        if (item.id === id && chain.every((type) => type.id >= id)) {
          problems.tell(
            'type/extends-cycle',
            placeIn(item, ['extends']),
            `type \`${id}\` extends itself: ${[...chain.map((type) => type.id), id].join(' → ')}`,
            { help: 'remove one `extends` of the cycle' },
          );
        }
        break;
      }
      seen.add(item.id);
      chain.push(item);
    }
    const first = <K extends 'weight' | 'signals'>(key: K): Sections['types'][K] | undefined =>
      chain.find((type) => type.value[key] !== undefined)?.value[key];
    return {
      id,
      weight: hundredths(first('weight') ?? 1),
      signals: [...(first('signals') ?? [])].sort(compareText),
      ancestors: chain.slice(1).map((type) => type.id),
    };
  });
}

function nextOf<T extends { readonly extends?: string }>(
  item: Item<T>,
  table: ReadonlyMap<string, Item<T>>,
): Item<T> | undefined {
  return item.value.extends === undefined ? undefined : table.get(item.value.extends);
}

export function compileRegions(tree: Tree): ReadonlyMap<string, Region> {
  return mapped(tree, 'regions', ({ id, value }) => ({
    id,
    zones: value.zones ?? [],
    failover: value.failover ?? [],
    residency: value.residency,
    failureProbability: value.failureProbability,
  }));
}

/** Signals. Words are compared by their index, so that for them smaller is better. */
export function compileSignals(tree: Tree, problems: Problems): ReadonlyMap<string, Signal> {
  for (const item of tree.table('signals').values()) {
    checkSignal(item, problems);
  }
  return mapped(tree, 'signals', ({ id, value }) => {
    const { unit, better, min, max, values, absentAs, prometheus } = value;
    return {
      id,
      unit,
      better: values === undefined ? (better ?? 'lower') : 'lower',
      min,
      max,
      values,
      absentAs,
      prometheus,
    };
  });
}

function checkSignal(item: Item<Sections['signals']>, problems: Problems): void {
  const { better, min, max, values } = item.value;
  if (better === undefined && values === undefined) {
    problems.tell(
      'signal/no-direction',
      placeOf(item),
      `signal \`${item.id}\` does not say which direction is good`,
      { help: 'write `better: lower` or `better: higher`, or `values` with the best word first' },
    );
  }
  const numeric = (['better', 'min', 'max'] as const).find((key) => item.value[key] !== undefined);
  if (values !== undefined && numeric !== undefined) {
    problems.tell(
      'signal/both-directions',
      placeIn(item, [numeric], 'key'),
      `signal \`${item.id}\` has words and \`${numeric}\``,
      { help: `the order of \`values\` says what is better: remove \`${numeric}\`` },
    );
  }
  if (min !== undefined && max !== undefined && min >= max) {
    problems.tell(
      'signal/bad-range',
      placeIn(item, ['max']),
      `\`max\` of signal \`${item.id}\` is ${max}, not above its \`min\` of ${min}`,
      { help: 'the smallest possible value is `min`, the largest is `max`' },
    );
  }
}

/** Resources, with the unit and the cost of their type where they have none of their own. */
export function compileResources(tree: Tree): readonly Resource[] {
  const table = tree.table('resources');
  return sortedKeys(table).flatMap((id) => {
    const item = table.get(id);
    const type = tree.table('catalog.resourceTypes').get(item?.value.type ?? '')?.value;
    return item === undefined
      ? []
      : [
          {
            id,
            type: item.value.type,
            kind: type?.kind ?? 'held',
            unit: item.value.unit ?? type?.unit ?? '',
            capacity: item.value.capacity,
            region: item.value.region,
            costPerUnitHour: item.value.costPerUnitHour ?? type?.costPerUnitHour ?? 0,
            at: placeOf(item),
            origins: originsOf(item),
          },
        ];
  });
}

/** A number with at most two decimals as an integer of hundredths. */
function hundredths(value: number): number {
  return Math.round(value * 100);
}
