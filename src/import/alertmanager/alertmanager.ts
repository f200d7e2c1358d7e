import { type Path, readSource } from '../../config/source.ts';
import {
  type Diagnostic,
  diagnostic,
  type SourceFile,
  sortedDiagnostics,
} from '../../model/diagnostic.ts';
import { sayCount } from '../../model/limits.ts';
import type { Location } from '../../model/location.ts';
import { distinct } from '../../model/order.ts';
import { type Fields, fieldOf, fieldsIn } from '../fields.ts';
import type { KnownSystems } from '../identify.ts';
import { flatRoutesMax, flattened } from './flatten.ts';
import { hoursByName } from './hours.ts';
import { matchersOf, sayMatcher } from './matchers.ts';
import { type AlertmanagerReading, itemsAt, noteLost, tellForm, textOf } from './reading.ts';
import { type ChannelDraft, type Receivers, receiversOf } from './receivers.ts';
import { groupByOf, type RouteDraft, routeDraft } from './routes.ts';
import { type RouteNode, routeTree } from './tree.ts';

/** What a file of Alertmanager comes to: who is told, and by which routes. */
export interface Alerting {
  readonly channels: readonly ChannelDraft[];
  /** Channels that no route tells. */
  readonly unused: readonly ChannelDraft[];
  /** In order: the first that matches counts. The last one takes everything. */
  readonly routes: readonly RouteDraft[];
  /** What has no counterpart, a line each. */
  readonly remarks: readonly string[];
  readonly receiverCount: number;
}

/** What came of reading a file of Alertmanager: undefined where there is an error. */
export interface ReadAlerting {
  readonly alerting: Alerting | undefined;
  /** Sorted. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a file of Alertmanager. No other file is read. `known` are the systems that there are, if anybody knows: routes
 * are then for these, and one that is for none of them is not in force.
 */
export function alertmanagerOf(file: SourceFile, known: KnownSystems | undefined): ReadAlerting {
  const { source, diagnostics } = readSource(file);
  if (source === undefined) {
    return { alerting: undefined, diagnostics };
  }
  const reading: AlertmanagerReading = { source, faults: [], notes: [] };
  const fields = fieldsIn(source.value) ?? {};
  if (fieldOf(fields, 'route') === undefined) {
    const told = diagnostic('import/nothing', source.locate([], 'value'), 'there is no `route`', {
      help: 'name the file that Alertmanager is started with',
    });
    return { alerting: undefined, diagnostics: [told] };
  }
  const alerting = alertingIn(reading, fields, known);
  return reading.faults.length > 0 || alerting === undefined
    ? { alerting: undefined, diagnostics: sortedDiagnostics(reading.faults) }
    : { alerting, diagnostics: sortedDiagnostics(reading.notes) };
}

/** Whether a file looks like one of Alertmanager. */
export function isAlertmanager(value: unknown): boolean {
  const fields = fieldsIn(value);
  return (
    fieldsIn(fieldOf(fields, 'route')) !== undefined && Array.isArray(fieldOf(fields, 'receivers'))
  );
}

function alertingIn(
  reading: AlertmanagerReading,
  fields: Fields,
  known: KnownSystems | undefined,
): Alerting | undefined {
  const receivers = receiversOf(reading, fields);
  const hours = hoursByName(reading, fields);
  const tree = routeTree(reading, fields, receivers);
  if (tree === undefined || reading.faults.length > 0) {
    return undefined;
  }
  if (tree.matchers.length > 0) {
    tellForm(reading, ['route'], 'the outermost route has matchers: it is to take everything');
  }
  const flat = flattened(tree, known);
  if (flat === undefined) {
    reading.faults.push(
      diagnostic(
        'config/too-many',
        tree.at,
        `the routes come to more than ${sayCount(flatRoutesMax)} when each is written out`,
        { help: '`continue` multiplies the routes behind it; import without some of them' },
      ),
    );
    return undefined;
  }
  const routes = flat.routes.map((route) => routeDraft(route, { receivers, hours }));
  noteRoutes(reading, routes, flat.unreachable);
  noteHours(reading, routes);
  noteGroups(reading, tree);
  return {
    ...toldBy(receivers, routes),
    routes,
    remarks: remarksOf(reading, fields),
    receiverCount: receivers.size,
  };
}

/** The channels, apart by whether a route in force tells them. */
function toldBy(
  receivers: Receivers,
  routes: readonly RouteDraft[],
): Pick<Alerting, 'channels' | 'unused'> {
  const told = new Set(
    routes.filter(({ lost }) => lost.length === 0).flatMap(({ notify }) => notify),
  );
  const all = [...receivers.values()].flat();
  return {
    channels: all.filter(({ id }) => told.has(id)),
    unused: all.filter(({ id }) => !told.has(id)),
  };
}

function noteRoutes(
  reading: AlertmanagerReading,
  routes: readonly RouteDraft[],
  unreachable: readonly Location[],
): void {
  for (const { lost, notify, at } of routes.filter((route) => route.lost.length > 0)) {
    noteLost(
      reading,
      at,
      `the route to ${notify.map((id) => `\`${id}\``).join(', ')} has no counterpart: ${lost.join(', ')}`,
      'it stands as a comment; what it would take goes to a route behind it',
    );
  }
  const [first] = unreachable;
  if (first !== undefined) {
    noteLost(
      reading,
      first,
      `${sayCount(unreachable.length)} ${unreachable.length === 1 ? 'route is' : 'routes are'} left out: others take all that they match`,
      'look whether they stand in the wrong order in Alertmanager, too',
    );
  }
}

/** Times that routes heed in Alertmanager and not here, told once. */
function noteHours(reading: AlertmanagerReading, routes: readonly RouteDraft[]): void {
  const [first, ...others] = routes.filter(({ unheeded }) => unheeded.length > 0);
  if (first === undefined) {
    return;
  }
  const names = distinct([first, ...others].flatMap(({ unheeded }) => unheeded));
  noteLost(
    reading,
    first.at,
    `the times ${namesOf(names)} have no counterpart: their routes tell at any time`,
    '`active` of a route takes one range on days of the week, in a zone; none has a route that takes everything',
  );
}

const namesMax = 10;

function namesOf(names: readonly string[]): string {
  const more = names.length > namesMax ? ` and ${names.length - namesMax} more` : '';
  return `${names
    .slice(0, namesMax)
    .map((name) => `\`${name}\``)
    .join(', ')}${more}`;
}

/** Labels that alerts are grouped by and incidents are not, told once. */
function noteGroups(reading: AlertmanagerReading, tree: RouteNode): void {
  const pending = [tree];
  const labels = new Set<string>();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const { groupBy } = node.delivery;
    if (groupBy.length > 0 && groupByOf(groupBy) === undefined) {
      for (const label of groupBy) {
        labels.add(label);
      }
    }
    pending.push(...node.children);
  }
  if (labels.size > 0) {
    noteLost(
      reading,
      tree.at,
      `\`group_by\` of ${namesOf(distinct(labels))} has no counterpart: incidents are told by their cause`,
      'alerts with one cause are one incident; `groupBy` takes owner, region, type, criticality and priority',
    );
  }
}

const remarksMax = 50;

/** Sections without a counterpart, as lines of comments. */
function remarksOf(reading: AlertmanagerReading, fields: Fields): readonly string[] {
  const rules = itemsAt(reading, fieldOf(fields, 'inhibit_rules'), ['inhibit_rules']).map((item) =>
    inhibition(reading, { fields: fieldsIn(item.value) ?? {}, path: item.path }),
  );
  const templates = itemsAt(reading, fieldOf(fields, 'templates'), ['templates']);
  noteSection(reading, 'inhibit_rules', rules.length, inhibited);
  noteSection(reading, 'templates', templates.length, 'what a notification says is not configured');
  return [
    ...rules.slice(0, remarksMax).map((rule) => `(inhibit_rules: ${inhibited}): ${rule}`),
    ...(templates.length === 0 ? [] : [`(templates: a notification says what it says)`]),
  ];
}

const inhibited = 'what follows from a failure by a dependency is never told by itself';

function noteSection(
  reading: AlertmanagerReading,
  section: string,
  count: number,
  instead: string,
): void {
  if (count > 0) {
    const what = `${count} of \`${section}\` ${count === 1 ? 'has' : 'have'} no counterpart`;
    noteLost(reading, reading.source.locate([section], 'key'), what, instead);
  }
}

/** A rule that inhibits, in a line. */
function inhibition(
  reading: AlertmanagerReading,
  part: { readonly fields: Fields; readonly path: Path },
): string {
  const [source, target] = (['source_', 'target_'] as const).map((prefix) =>
    matchersOf(reading, part, prefix).map(sayMatcher).join(', '),
  );
  const equal = itemsAt(reading, fieldOf(part.fields, 'equal'), [...part.path, 'equal']).flatMap(
    ({ value }) => textOf(value) ?? [],
  );
  const where = equal.length === 0 ? '' : ` where ${equal.join(', ')} are equal`;
  return `${source} keeps ${target} quiet${where}`;
}
