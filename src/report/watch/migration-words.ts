import type { Migration } from '../../model/migration.ts';
import { counted } from '../look.ts';
import type { Fields } from './fields.ts';

/** What a change of the configuration does, as numbers; what is 0 is left out. */
export function migrationFields(migration: Migration): Fields {
  const { changes, systems, alerts, spofs, findings, rerouted } = migration;
  const counts = [
    ['systems-added', systems.added.length],
    ['systems-removed', systems.removed.length],
    ['systems-renamed', systems.renamed.length],
    ['alerts-resolve', alerts.resolve.length],
    ['alerts-fire', alerts.fire.length],
    ['spofs-added', spofs.added.length],
    ['spofs-removed', spofs.removed.length],
    ['findings', findings.after - findings.before],
    ['rerouted', rerouted.length],
  ] as const;
  return [['changes', changes], ...counts.filter(([, count]) => count !== 0)];
}

/** What a change of the configuration does, in words: `2 alerts resolve, 1 weak point less`; empty where it does nothing. */
export function sayMigration(migration: Migration): string {
  const { systems, alerts, spofs, findings, rerouted } = migration;
  const more = findings.after - findings.before;
  const parts: readonly (readonly [number, string])[] = [
    [systems.removed.length, `${counted(systems.removed.length, 'system')} gone`],
    [systems.added.length, `${counted(systems.added.length, 'system')} more`],
    [systems.renamed.length, `${counted(systems.renamed.length, 'system')} renamed`],
    [alerts.resolve.length, `${verbed(alerts.resolve.length, 'resolve')}`],
    [alerts.fire.length, `${verbed(alerts.fire.length, 'fire')}`],
    [spofs.added.length, `${counted(spofs.added.length, 'weak point')} more`],
    [spofs.removed.length, `${counted(spofs.removed.length, 'weak point')} less`],
    [more, `${counted(Math.abs(more), 'finding')} ${more > 0 ? 'more' : 'less'}`],
    [rerouted.length, `${counted(rerouted.length, 'incident')} told elsewhere`],
  ];
  return parts
    .filter(([count]) => count !== 0)
    .map(([, words]) => words)
    .join(', ');
}

function verbed(count: number, verb: string): string {
  return `${counted(count, 'alert')} ${count === 1 ? `${verb}s` : verb}`;
}
