import type * as file from '../model/config.generated.ts';
import { digest } from '../model/digest.ts';
import type { Channel, ChannelKind, Escalation, EscalationStep, Executor } from '../model/model.ts';
import { mapped } from './compile-catalog.ts';
import { writtenMs } from './duration-ms.ts';
import { type Item, placeIn, placeOf, type Tree } from './tree.ts';

const kinds = [
  'pagerduty',
  'slack',
  'email',
  'sms',
  'webhook',
  'file',
  'stdout',
  'plugin',
] as const satisfies readonly ChannelKind[];
const persons: ReadonlySet<ChannelKind> = new Set(['pagerduty', 'slack', 'email', 'sms']);

/** Channels by id, sorted. */
export function compileChannels(tree: Tree): ReadonlyMap<string, Channel> {
  return mapped(tree, 'channels', (item): Channel => {
    // The schema has seen to it that there is exactly one.
    const kind = kinds.find((name) => item.value[name] !== undefined) ?? 'stdout';
    const settings = { ...item.value[kind] };
    const isPerson = persons.has(kind) || item.value.plugin?.person === true;
    return { id: item.id, kind, isPerson, settings, at: placeOf(item) };
  });
}

/** Executors by id, sorted. */
export function compileExecutors(tree: Tree): ReadonlyMap<string, Executor> {
  return mapped(tree, 'executors', (item): Executor => {
    const { webhook, plugin } = item.value;
    const kind = webhook === undefined ? 'plugin' : 'webhook';
    return { id: item.id, kind, settings: { ...(webhook ?? plugin) }, at: placeOf(item) };
  });
}

/** Escalations by id, sorted. */
export function compileEscalations(tree: Tree): ReadonlyMap<string, Escalation> {
  return mapped(tree, 'escalations', (item): Escalation => {
    const { acknowledge, repeat = 'never' } = item.value;
    const said = {
      steps: item.value.steps.map((step, index) => stepOf(item, step, index)),
      acknowledgeStops: acknowledge?.stops ?? true,
      acknowledgeExpiresMs: writtenMs(acknowledge?.expires),
      repeatMs: repeatMs(repeat),
    };
    return { id: item.id, ...said, hash: hashOf(said), at: placeOf(item) };
  });
}

function stepOf(
  item: Item<file.Escalation>,
  { level, notify = [], run, wait }: file.EscalationStep,
  index: number,
): EscalationStep {
  return { level, notify, run, waitMs: writtenMs(wait), at: placeIn(item, ['steps', index]) };
}

/** Stands for what an escalation says, wherever it is written and whatever it is called. */
function hashOf(said: Omit<Escalation, 'id' | 'hash' | 'at'>): string {
  const steps = said.steps.map(({ level, notify, run, waitMs }) => [level, notify, run, waitMs]);
  const parts = [steps, said.acknowledgeStops, said.acknowledgeExpiresMs, said.repeatMs];
  return digest([JSON.stringify(parts)], 16);
}

/** Milliseconds of a repetition; undefined for `never`. */
export function repeatMs(repeat: file.Repeat): number | undefined {
  return repeat === 'never' ? undefined : writtenMs(repeat);
}
