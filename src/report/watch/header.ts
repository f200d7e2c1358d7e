import { sayInstant } from '../../model/time.ts';
import { type Line, type Piece, signsOf, statusPaint, words } from '../look.ts';
import { shortRevision } from '../pretty/totals.ts';
import { isHealthEvaluated, sayScore } from '../pretty/values.ts';
import { fitted } from '../table.ts';
import { cut } from '../text.ts';
import { sayAge } from './age.ts';
import { type Canvas, contextOf, opposite } from './canvas.ts';
import type { WatchView } from './view.ts';

/** Name, health, configuration, clock and whether batches come in, on one line where they fit, else on two. */
export function headerLines(view: WatchView, canvas: Canvas): readonly Line[] {
  const health = healthPieces(view, canvas);
  const configuration = configurationPieces(view, canvas);
  const clock: Piece = { text: sayInstant(canvas.at).slice(11, 19).concat('Z'), paint: 'dim' };
  const live = livePiece(view, canvas);
  const gap: Piece = { text: '   ' };
  const name = namePiece(view, canvas, Math.max(12, Math.floor(canvas.columns / 3)));
  const brand: Line = [{ text: ' ' }, { text: 'tower', paint: 'dim' }, { text: '  ' }];
  const right: Line = [...configuration, gap, clock, gap, live, { text: ' ' }];
  const whole =
    opposite([...brand, name, gap, ...health], right, canvas.columns) ??
    opposite([{ text: ' ' }, name, gap, ...health], right, canvas.columns);
  if (whole !== undefined) {
    return [whole];
  }
  const first = opposite(
    [{ text: ' ' }, name, gap, ...health],
    [clock, { text: ' ' }],
    canvas.columns,
  );
  const second = opposite([{ text: ' ' }, ...configuration], [live, { text: ' ' }], canvas.columns);
  const context = contextOf(canvas);
  return [
    first ?? fitted(context, [{ text: ' ' }, ...health, gap, name], canvas.columns),
    second ?? fitted(context, [{ text: ' ' }, ...configuration, gap, live], canvas.columns),
  ];
}

function namePiece({ name }: WatchView, canvas: Canvas, columns: number): Piece {
  const context = contextOf(canvas);
  return { text: cut(words(context, name), columns, signsOf(context).ellipsis), paint: 'bold' };
}

function healthPieces({ report, batchAt }: WatchView, canvas: Canvas): Line {
  const signs = signsOf(contextOf(canvas));
  if (report === undefined || (batchAt === undefined && !isHealthEvaluated(report))) {
    return [{ text: `${signs.status.unknown} no signals yet`, paint: 'dim' }];
  }
  const { status, score } = report.overall;
  const said = score === null ? '' : ` ${sayScore(score)}`;
  return [{ text: `${signs.status[status]} ${status}${said}`, paint: statusPaint[status] }];
}

/** `config 4f2c1ae ✔ 2m ago`: the revision that is live, and whether the files on the disk are. */
function configurationPieces({ configuration }: WatchView, canvas: Canvas): Line {
  const context = contextOf(canvas);
  const { pass, fail, warn } = signsOf(context);
  const { revision, at, trouble, isDegraded } = configuration;
  if (revision === '') {
    return [];
  }
  const digits = words(context, shortRevision(revision));
  const ago = (since: number): string => `${sayAge(canvas, since)} ago`;
  const standing: Piece =
    trouble === undefined
      ? isDegraded
        ? { text: `${warn} last good`, paint: 'yellow' }
        : { text: `${pass} ${ago(at)}`, paint: 'green' }
      : {
          'config-rejected': { text: `${fail} rejected ${ago(trouble.at)}`, paint: 'red' } as const,
          'config-held': { text: `${warn} held ${ago(trouble.at)}`, paint: 'yellow' } as const,
          'config-rolled-back': { text: `${fail} back ${ago(trouble.at)}`, paint: 'red' } as const,
        }[trouble.type];
  return [{ text: `config ${digits} `, paint: 'dim' }, standing];
}

/** Batches are missed after twice and a half the time that lay between the last two, and never before a minute. */
const missedMs = 60_000;

function livePiece({ batchAt, batchGapMs }: WatchView, canvas: Canvas): Piece {
  const { status } = signsOf(contextOf(canvas));
  if (batchAt === undefined) {
    return { text: `${status.unknown} no batch yet`, paint: 'dim' };
  }
  const isMissed = canvas.at - batchAt > Math.max(missedMs, 2.5 * batchGapMs);
  const age = sayAge(canvas, batchAt);
  return isMissed
    ? { text: `${status.degraded} no batch for ${age}`, paint: 'yellow' }
    : { text: `${status.healthy} live ${age}`, paint: 'green' };
}
