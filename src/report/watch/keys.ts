import type { Key } from '../../model/key.ts';
import type { Canvas } from './canvas.ts';
import { ranked } from './ranked.ts';
import { bodyRows, paneLines } from './screen.ts';
import type { Stance, WatchView } from './view.ts';

/** What a key asks for beyond what is shown. */
export type Wish = 'quit' | 'apply';

export interface Pressed {
  readonly view: WatchView;
  readonly wish?: Wish;
}

/** The view after a key, and what somebody has to do about it. */
export function pressed(view: WatchView, key: Key, canvas: Canvas): Pressed {
  const { stance } = view;
  if (key === 'q' || key === 'interrupt') {
    return { view, wish: 'quit' };
  }
  if (stance.isAsked) {
    const answered = changed(view, { isAsked: false });
    return key === 'y' ? { view: answered, wish: 'apply' } : { view: answered };
  }
  const stanceAfter = motionOf(view, key, canvas) ?? choiceOf(view, key);
  return stanceAfter === undefined ? { view } : { view: changed(view, stanceAfter) };
}

function changed(view: WatchView, stance: Partial<Stance>): WatchView {
  return { ...view, stance: { ...view.stance, ...stance } };
}

/** What a key that opens, closes or asks something changes. */
function choiceOf(
  { stance, report, configuration }: WatchView,
  key: Key,
): Partial<Stance> | undefined {
  const { pane, isAll, selected } = stance;
  switch (key) {
    case 'f':
      return { isAll: !isAll, pane: 'list', scroll: 0 };
    case '?':
      return { pane: pane === 'help' ? 'list' : 'help', scroll: 0 };
    case 'escape':
      return pane === 'list' ? { selected: undefined } : { pane: 'list', scroll: 0 };
    case 'a':
      return configuration.trouble?.type === 'config-held' ? { isAsked: true } : undefined;
    case 'enter': {
      if (pane !== 'list') {
        return { pane: 'list', scroll: 0 };
      }
      const [first] = report === undefined ? [] : ranked(report, isAll);
      const shown = selected ?? first?.id;
      return shown === undefined ? undefined : { pane: 'system', selected: shown, scroll: 0 };
    }
    default:
      return undefined;
  }
}

/** How many places a key moves; undefined for one that moves nothing. */
function placesOf(key: Key, page: number): number | undefined {
  switch (key) {
    case 'up':
    case 'k':
      return -1;
    case 'down':
    case 'j':
      return 1;
    case 'page-up':
      return -page;
    case 'page-down':
      return page;
    case 'home':
      return Number.NEGATIVE_INFINITY;
    case 'end':
      return Number.POSITIVE_INFINITY;
    default:
      return undefined;
  }
}

function motionOf(view: WatchView, key: Key, canvas: Canvas): Partial<Stance> | undefined {
  const rows = bodyRows(view, canvas);
  const places = placesOf(key, Math.max(1, rows - 1));
  if (places === undefined) {
    return undefined;
  }
  const { stance, report } = view;
  if (stance.pane !== 'list') {
    const last = Math.max(0, paneLines(view, canvas).length - rows);
    return { scroll: within(stance.scroll + places, last) };
  }
  const systems = report === undefined ? [] : ranked(report, stance.isAll);
  const index = systems.findIndex(({ id }) => id === stance.selected);
  const target = systems[within(index + places, systems.length - 1)];
  return target === undefined ? {} : { selected: target.id };
}

function within(place: number, last: number): number {
  return Math.min(Math.max(0, place), Math.max(0, last));
}
