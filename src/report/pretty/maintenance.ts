import type { Report, Window } from '../../model/report.generated.ts';
import type { RenderContext } from '../context.ts';
import { counted, hanging, heading, type Line, listed, signsOf, words } from '../look.ts';
import { sayLeft } from './values.ts';

/** Maintenance windows that are open, with what they hide. */
export function maintenanceLines(report: Report, context: RenderContext): readonly Line[] {
  if (report.maintenance.length === 0) {
    return [];
  }
  const masked = new Map(
    report.systems.flatMap((system) =>
      system.underlying === undefined ? [] : [[system.id, system.underlying.status] as const],
    ),
  );
  const name = (id: string): string => {
    const status = masked.get(id);
    const isNotable = status !== undefined && status !== 'healthy';
    return words(context, id) + (isNotable ? ` (${status} underneath)` : '');
  };
  return [
    ...heading(context, 'Maintenance', counted(report.maintenance.length, 'open window')),
    ...report.maintenance.flatMap((window) => windowLines(report, context, window, name)),
  ];
}

/** What a window does, in words. */
export function effectsOf({ masks, suppresses }: Window): readonly string[] {
  return [...(masks ? ['masks the status'] : []), ...(suppresses ? ['suppresses alerts'] : [])];
}

function windowLines(
  report: Report,
  context: RenderContext,
  window: Window,
  name: (id: string) => string,
): readonly Line[] {
  const effects = effectsOf(window).join(', ');
  const left = sayLeft(report, window.until);
  const until = `until ${words(context, window.until)}${left === '' ? '' : `, ${left} left`}`;
  const start: Line = [
    {
      text: `  ${signsOf(context).status.maintenance} ${words(context, window.id)}`,
      paint: 'cyan',
    },
    { text: '  ' },
  ];
  const about = [words(context, window.reason), effects].filter((text) => text !== '').join('; ');
  return [
    ...hanging(context, start, { text: until }),
    ...(window.systems.length === 0
      ? []
      : listed(context, [{ text: '    ' }], window.systems.map(name))),
    ...hanging(context, [{ text: '    ' }], { text: about, paint: 'dim' }),
  ];
}
