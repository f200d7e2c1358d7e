import { sayLocation } from '../../model/location.ts';
import { sortedKeys } from '../../model/order.ts';
import { sayDuration } from '../../model/time.ts';
import type { ConfigurationHeld, ConfigurationRejected } from '../../model/watch-event.ts';
import { counted, hanging, type Line, type Paint, signsOf, words } from '../look.ts';
import { shortRevision } from '../pretty/totals.ts';
import { sayAge } from './age.ts';
import { type Canvas, contextOf } from './canvas.ts';
import { sayMigration } from './migration-words.ts';
import type { WatchView } from './view.ts';

/** Diagnostics, sources and channels that are shown each; of more it is said how many. */
const shownMax = 5;

/** What is wrong and stays so until somebody does something, as long as it is: configuration, storage, sources, deliveries. */
export function noticeLines(view: WatchView, canvas: Canvas): readonly Line[] {
  return [
    ...configurationNotices(view, canvas),
    ...storageNotices(view, canvas),
    ...limited(canvas, sourceNotices(view, canvas)),
    ...limited(canvas, channelNotices(view, canvas)),
    ...silentNotices(view, canvas),
  ];
}

/** Names that may fit on a line. */
const namesMax = 50;

type Notice = readonly Line[];

function notice(canvas: Canvas, paint: Extract<Paint, 'red' | 'yellow'>, text: string): Notice {
  const context = contextOf(canvas);
  const { fail, warn } = signsOf(context);
  const start: Line = [{ text: ` ${paint === 'red' ? fail : warn} `, paint }];
  return hanging(context, start, { text: words(context, text) });
}

function detail(canvas: Canvas, text: string): Notice {
  const context = contextOf(canvas);
  return hanging(context, [{ text: '   ' }], { text: words(context, text), paint: 'dim' });
}

function limited(canvas: Canvas, notices: readonly Notice[]): Notice {
  const more = notices.length - shownMax;
  return [
    ...notices.slice(0, shownMax).flat(),
    ...(more > 0 ? detail(canvas, `… ${more} more`) : []),
  ];
}

function configurationNotices({ configuration }: WatchView, canvas: Canvas): Notice {
  const { trouble, isDegraded, revision } = configuration;
  const live = shortRevision(revision);
  const degraded = isDegraded
    ? notice(
        canvas,
        'yellow',
        `began on ${live}, the last configuration that was good: the files on the disk cannot be used`,
      )
    : [];
  switch (trouble?.type) {
    case 'config-rejected':
      return [...degraded, ...rejectionLines(trouble, canvas)];
    case 'config-held':
      return [...degraded, ...holdLines(trouble, canvas)];
    case 'config-rolled-back': {
      const failed = shortRevision(trouble.revision);
      return notice(
        canvas,
        'red',
        `config ${failed} could not be evaluated, ${live} is live again: ${trouble.reason}`,
      );
    }
    default:
      return degraded;
  }
}

/**
 * The place on its own line, so that a terminal makes a link of it; what is wrong below. Of several it is said first how many they
 * are and what goes on, because the last ones may not fit.
 */
function rejectionLines({ diagnostics, keeping }: ConfigurationRejected, canvas: Canvas): Notice {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const told = errors.length === 0 ? diagnostics : errors;
  const problems = told.map(({ at, code, message, help }) => [
    ...notice(canvas, 'red', `${sayLocation(at)}  ${code}`),
    ...detail(canvas, help === undefined ? message : `${message}, ${help}`),
  ]);
  const live = shortRevision(keeping);
  if (problems.length > 1) {
    const count = counted(problems.length, 'mistake');
    return [
      ...notice(canvas, 'red', `${count}, still on ${live} until they are mended`),
      ...limited(canvas, problems),
    ];
  }
  return [
    ...(problems[0] ?? notice(canvas, 'red', 'the configuration cannot be used')),
    ...detail(canvas, `still on ${live} until it is mended`),
  ];
}

function holdLines({ revision, migration, reason }: ConfigurationHeld, canvas: Canvas): Notice {
  const outcome = sayMigration(migration);
  const shown = shortRevision(revision);
  return [
    ...notice(canvas, 'yellow', `config ${shown} is held: ${reason}`),
    ...(outcome === '' ? [] : detail(canvas, `outcome: ${outcome}`)),
    ...goneLines(migration.systems.removed, canvas),
    ...detail(
      canvas,
      canvas.hasKeys
        ? 'press a to apply it, or change the files'
        : 'change the files, or start with --force',
    ),
  ];
}

/** One line of names, which is cut where it is longer than the screen is wide: how many there are is said above. */
function goneLines(systems: readonly string[], canvas: Canvas): Notice {
  const names = systems.slice(0, namesMax).map((name) => words(contextOf(canvas), name));
  return names.length === 0 ? [] : [[{ text: `   gone: ${names.join(', ')}`, paint: 'dim' }]];
}

function storageNotices({ storage }: WatchView, canvas: Canvas): Notice {
  return storage === undefined
    ? []
    : notice(
        canvas,
        'red',
        `nothing can be kept for ${sayAge(canvas, storage.since)}: ${storage.reason}`,
      );
}

function sourceNotices({ sources }: WatchView, canvas: Canvas): readonly Notice[] {
  return sortedKeys(sources).flatMap((name) => {
    const trouble = sources.get(name);
    return trouble === undefined
      ? []
      : [
          notice(
            canvas,
            'yellow',
            `${name} fails for ${sayAge(canvas, trouble.since)}: ${trouble.reason}`,
          ),
        ];
  });
}

function channelNotices({ channels }: WatchView, canvas: Canvas): readonly Notice[] {
  return sortedKeys(channels).flatMap((name) => {
    const channel = channels.get(name);
    if (channel === undefined) {
      return [];
    }
    const { failing, waiting, dead, deadReason } = channel;
    return [
      ...(dead > 0
        ? [
            notice(
              canvas,
              'red',
              `${name}: ${counted(dead, 'notification')} nobody will get: ${deadReason}`,
            ),
          ]
        : []),
      ...(failing === undefined
        ? []
        : [
            notice(
              canvas,
              'yellow',
              `${name} fails for ${sayAge(canvas, failing.since)}: ${failing.reason}, ${counted(waiting, 'notification')} waiting, ${sayNext(canvas, failing.nextAt)}`,
            ),
          ]),
    ];
  });
}

function sayNext({ at }: Canvas, nextAt: number): string {
  const leftMs = Math.floor((nextAt - at) / 1_000) * 1_000;
  return leftMs <= 0 ? 'tried again now' : `tried again in ${sayDuration(leftMs)}`;
}

/** Levels and destinations are shown as if they were told; where they are not, that is said as long as there is something to tell. */
function silentNotices({ delivers, report }: WatchView, canvas: Canvas): Notice {
  return delivers || report?.incidents.some(({ state }) => state === 'open') !== true
    ? []
    : detail(canvas, 'nobody is told of this: --deliver sends notifications');
}
