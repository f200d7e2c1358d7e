import type * as file from '../model/config.generated.ts';
import { type DriftPart, driftRuleOf } from '../model/drift-rules.ts';
import { beginning, type Location } from '../model/location.ts';
import type { DriftSetting, DriftSettings, Model, Settings, Waiver } from '../model/model.ts';
import { didYouMean } from '../model/nearest.ts';
import { sortedKeys } from '../model/order.ts';
import { endOfDay } from '../model/time.ts';
import { durationMs, writtenMs } from './duration-ms.ts';
import type { Problems } from './problems.ts';
import { type Item, placeIn, placeOf, type Tree } from './tree.ts';

/** Settings of the project, with their defaults. */
export function compileSettings(tree: Tree): Settings {
  const { evaluate, waivers } = tree.config?.value ?? {};
  return {
    everyMs: durationMs(evaluate?.every ?? '15s'),
    lateAfterMs: writtenMs(evaluate?.lateAfter),
    waiverMaxDays: waivers?.maxDays ?? 90,
    waiverRequireTicket: waivers?.requireTicket ?? false,
    drift: driftSettings(tree),
  };
}

function driftSettings({ config, table }: Tree): DriftSettings {
  const drift = config?.value.drift ?? {};
  const setting = (part: DriftPart): DriftSetting => ({
    enforcement: drift[part] ?? 'warn',
    at:
      config === undefined
        ? startOf(table('systems'))
        : drift[part] === undefined
          ? placeOf(config)
          : placeIn(config, ['drift', part]),
  });
  return {
    version: setting('version'),
    configHash: setting('configHash'),
    dependencies: setting('dependencies'),
    staleMs: durationMs(drift.staleAfter ?? '24h'),
  };
}

/** Where a project without `config` would have it: nobody looks there without a system. */
function startOf(systems: ReadonlyMap<string, Item<unknown>>): Location {
  const [first] = systems.values();
  return first?.source.locate([], 'key') ?? beginning;
}

/** Waivers sorted by id, with their policy and subjects checked. */
export function compileWaivers(
  tree: Tree,
  model: Pick<Model, 'systems' | 'resources' | 'settings'>,
  problems: Problems,
): readonly Waiver[] {
  const table = tree.table('waivers');
  if (table.size === 0) {
    return [];
  }
  const subjects = subjectsByScope(model);
  return sortedKeys(table).flatMap((id) => {
    const item = table.get(id);
    const endsAt = item === undefined ? undefined : endOfDay(item.value.expires);
    if (item === undefined) {
      return [];
    }
    checkWaiver(item, {
      tree,
      problems,
      subjects,
      requireTicket: model.settings.waiverRequireTicket,
    });
    if (endsAt === undefined) {
      problems.tell(
        'waiver/no-such-day',
        placeIn(item, ['expires']),
        `there is no such day as \`${item.value.expires}\``,
        { help: 'write year-month-day, such as 2027-01-31' },
      );
      return [];
    }
    const { policy, subjects: waived, reason, ticket, approvedBy, expires } = item.value;
    return [
      {
        id,
        policy,
        subjects: waived,
        reason,
        ticket,
        approvedBy,
        expires,
        endsAt,
        at: placeOf(item),
      },
    ];
  });
}

function subjectsByScope(
  model: Pick<Model, 'systems' | 'resources'>,
): Readonly<Record<file.Policy['scope'], ReadonlySet<string>>> {
  return {
    system: new Set(model.systems.map((system) => system.id)),
    dependency: new Set(
      model.systems.flatMap((system) => system.dependsOn.map(({ from, to }) => `${from}->${to}`)),
    ),
    resource: new Set(model.resources.map((resource) => resource.id)),
    repo: new Set(['repo']),
  };
}

function checkWaiver(
  item: Item<file.Waiver>,
  context: {
    readonly tree: Tree;
    readonly problems: Problems;
    readonly subjects: ReturnType<typeof subjectsByScope>;
    readonly requireTicket: boolean;
  },
): void {
  const { tree, problems, subjects, requireTicket } = context;
  const policy = tree.table('policies').get(item.value.policy);
  const rule = driftRuleOf(item.value.policy);
  if (requireTicket && item.value.ticket === undefined) {
    problems.tell('waiver/no-ticket', placeOf(item), `waiver \`${item.id}\` has no ticket`, {
      help: 'add `ticket`: `config.waivers.requireTicket` asks for one',
    });
  }
  const scope = rule?.scope ?? policy?.value.scope;
  if (scope === undefined || tree.isPartial) {
    return;
  }
  const isPossible = (subject: string): boolean =>
    subjects[scope].has(subject) ||
    (rule?.scope === 'dependency' && isCall(subject, subjects.system));
  for (const [index, subject] of item.value.subjects.entries()) {
    if (!isPossible(subject)) {
      problems.tell(
        'waiver/unknown-subject',
        placeIn(item, ['subjects', index]),
        `\`${subject}\` is not a ${scope} that policy \`${item.value.policy}\` could hit`,
        {
          help:
            scope === 'repo'
              ? 'the only subject of a policy of scope repo is `repo`'
              : problems.affords(subjects[scope].size)
                ? didYouMean(subject, subjects[scope])
                : '',
        },
      );
    }
  }
}

/** Whether a subject is a call that a system may make: what it calls need not be declared, or exist. */
function isCall(subject: string, systems: ReadonlySet<string>): boolean {
  const arrow = subject.indexOf('->');
  return arrow > 0 && systems.has(subject.slice(0, arrow)) && arrow + 2 < subject.length;
}
