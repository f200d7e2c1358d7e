import { columnsOfLine, type Line, type Piece, signsOf, words } from '../look.ts';
import { shortRevision } from '../pretty/totals.ts';
import { type Canvas, contextOf } from './canvas.ts';
import type { WatchView } from './view.ts';

/** What can be pressed now, as many as fit, the most useful first; the question where there is one. */
export function keyLine(view: WatchView, canvas: Canvas): Line {
  if (!canvas.hasKeys) {
    return [{ text: ' ctrl-c ends it', paint: 'dim' }];
  }
  const { stance, configuration } = view;
  if (stance.isAsked && configuration.trouble?.type === 'config-held') {
    const revision = words(contextOf(canvas), shortRevision(configuration.trouble.revision));
    return [
      { text: ` Apply config ${revision}?`, paint: 'bold' },
      { text: '   y yes   any other key no' },
    ];
  }
  const line: Piece[] = [];
  for (const [key, meaning] of keysOf(view, canvas)) {
    const next: readonly Piece[] = [
      { text: line.length === 0 ? ' ' : '   ' },
      { text: key, paint: 'bold' },
      { text: ` ${meaning}`, paint: 'dim' },
    ];
    if (columnsOfLine([...line, ...next]) <= canvas.columns) {
      line.push(...next);
    }
  }
  return line;
}

function keysOf(
  { stance, configuration }: WatchView,
  canvas: Canvas,
): readonly (readonly [key: string, meaning: string])[] {
  const arrows = canvas.ascii ? 'j/k' : '↑↓';
  const { ellipsis } = signsOf(contextOf(canvas));
  if (stance.pane !== 'list') {
    return [
      ['q', 'quit'],
      ['esc', 'back'],
      [arrows, 'scroll'],
    ];
  }
  return [
    ['q', 'quit'],
    ...(configuration.trouble?.type === 'config-held' ? [['a', `apply${ellipsis}`] as const] : []),
    ['f', stance.isAll ? 'failing only' : 'all systems'],
    [arrows, 'select'],
    ['enter', 'explain'],
    ['?', 'help'],
  ];
}
