import type * as file from '../model/config.generated.ts';
import type { Channel, Escalation, EscalationStep, Model } from '../model/model.ts';
import type { Problems } from './problems.ts';
import { listed, quoted } from './schema-words.ts';
import { type Item, placeIn, placeOf, type Tree } from './tree.ts';

type Parts = Pick<Model, 'catalog' | 'channels' | 'escalations' | 'routes'>;

/** Escalations that are not what they seem: levels that stand twice or are never reached, ends without a person; executors that nothing runs. */
export function checkEscalations(tree: Tree, parts: Parts, problems: Problems): void {
  checkExecutors(tree, parts, problems);
  const isMisspelt = problems.found.some(({ code }) => code === 'route/unknown-escalation');
  for (const [id, escalation] of parts.escalations) {
    const item = tree.table('escalations').get(id);
    if (item === undefined) {
      continue;
    }
    checkLevels(item, escalation, problems);
    checkEnd(item, escalation, { channels: parts.channels, problems });
    const priorities = prioritiesOf(id, parts);
    if (priorities.length > 0) {
      checkWaits(item, escalation, { priorities, catalog: parts.catalog, problems });
    } else if (!tree.isPartial && !isMisspelt) {
      problems.tell('escalation/unused', placeOf(item), `no route leads to escalation \`${id}\``, {
        help: 'name it as the `escalation` of a route, or remove it',
      });
    }
  }
}

/** Executors that no step runs. */
function checkExecutors(tree: Tree, { escalations }: Parts, problems: Problems): void {
  const run = new Set(
    [...escalations.values()].flatMap(({ steps }) => steps.map((one) => one.run)),
  );
  const isMisspelt = problems.found.some(({ code }) => code === 'executor/unknown-executor');
  for (const item of isMisspelt || tree.isPartial ? [] : tree.table('executors').values()) {
    if (!run.has(item.id)) {
      problems.tell('executor/unused', placeOf(item), `nothing runs executor \`${item.id}\``, {
        help: 'name it as the `run` of a step of an escalation, or remove it',
      });
    }
  }
}

function checkLevels(item: Item<file.Escalation>, { steps }: Escalation, problems: Problems): void {
  const firsts = new Map<string, number>();
  for (const [index, { level }] of steps.entries()) {
    const first = firsts.get(level);
    if (first === undefined) {
      firsts.set(level, index);
    } else {
      problems.tell(
        'escalation/repeated-level',
        levelPlace(item, index),
        `level \`${level}\` stands twice in escalation \`${item.id}\``,
        {
          related: [{ message: 'it stands here first', at: levelPlace(item, first) }],
          help: 'let one step tell everybody of a level, or name another level',
        },
      );
    }
  }
}

function levelPlace(item: Item<unknown>, index: number): ReturnType<typeof placeIn> {
  return placeIn(item, ['steps', index, 'level']);
}

/** The last level must tell a person: behind it nobody else is told. */
function checkEnd(
  item: Item<file.Escalation>,
  { id, steps }: Escalation,
  {
    channels,
    problems,
  }: { readonly channels: ReadonlyMap<string, Channel>; readonly problems: Problems },
): void {
  const last = steps.at(-1);
  // A channel that is unknown, or that did not pass the schema, may be meant for a person.
  const isSure = last?.notify.every((name) => channels.has(name)) === true;
  if (last === undefined || !isSure || last.notify.some((name) => channels.get(name)?.isPerson)) {
    return;
  }
  const told = listed(last.notify.map(quoted), 'and');
  problems.tell(
    'escalation/no-person',
    levelPlace(item, steps.length - 1),
    `escalation \`${id}\` ends without a person: its last level tells ${told === '' ? 'nobody' : `only ${told}`}`,
    { help: 'let it notify a channel of the kind pagerduty, slack, email or sms' },
  );
}

type Priority = keyof Model['catalog']['priorities'];

/** The priorities with which incidents may come to an escalation. */
function prioritiesOf(id: string, { catalog, routes }: Parts): readonly Priority[] {
  const all: readonly Priority[] = ['p1', 'p2', 'p3', 'p4', 'p5'];
  const own = routes.filter(({ escalation }) => escalation === id);
  return all.filter(
    (priority) =>
      Object.hasOwn(catalog.priorities, priority) &&
      own.some(({ priorities = all }) => priorities.includes(priority)),
  );
}

/** A level behind one where incidents stay for good, whatever priority they come with. */
function checkWaits(
  item: Item<file.Escalation>,
  { steps }: Escalation,
  {
    priorities,
    catalog,
    problems,
  }: {
    readonly priorities: readonly Priority[];
    readonly catalog: Model['catalog'];
    readonly problems: Problems;
  },
): void {
  const goesOn = ({ waitMs }: EscalationStep): boolean =>
    waitMs !== undefined ||
    priorities.some((name) => catalog.priorities[name].escalateAfterMs !== undefined);
  const end = steps.findIndex((step) => !goesOn(step));
  const [last, next] = end === -1 ? [] : [steps[end], steps[end + 1]];
  if (last !== undefined && next !== undefined) {
    const staying = listed(priorities, 'and');
    problems.tell(
      'escalation/level-never-reached',
      levelPlace(item, end + 1),
      `level \`${next.level}\` is never reached: level \`${last.level}\` has no \`wait\`, and ${staying} ${priorities.length === 1 ? 'does' : 'do'} not escalate without one`,
      {
        related: [{ message: 'it goes no further than here', at: levelPlace(item, end) }],
        help: `give level \`${last.level}\` a \`wait\`, or remove what stands behind it`,
      },
    );
  }
}
