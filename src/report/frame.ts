import type { Severity } from '../model/diagnostic.ts';
import { type Location, sayLocation } from '../model/location.ts';
import type { Diagnostic, Related } from '../model/report.generated.ts';
import type { RenderContext } from './context.ts';
import { excerpt } from './excerpt.ts';
import { hanging, type Line, sayLine, severityPaint, widthOf, words } from './look.ts';
import { clamped } from './table.ts';
import { columnsOf, padded } from './text.ts';

const severityWords: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warn',
  info: 'info',
};

/**
 * A diagnostic as text: severity, code and message; its place; the source around it with the place underlined and
 * the help behind; related places. Without the source, the place alone. No line break at the end.
 */
export function frame(diagnostic: Diagnostic, context: RenderContext): string {
  return frameLines(diagnostic, context)
    .map((line) => sayLine(context, clamped(context, line)))
    .join('\n');
}

/** A path in a document as people say it: `systems.web`; empty for the whole document. */
function sayPath(path: string): string {
  return path.replace(/^\$\.?/, '');
}

function frameLines(diagnostic: Diagnostic, context: RenderContext): readonly Line[] {
  const paint = severityPaint[diagnostic.severity];
  const help = diagnostic.help === undefined ? undefined : words(context, diagnostic.help);
  const shown = excerpt(context, diagnostic.at, {
    paint,
    note: help,
    indent: 1,
    width: widthOf(context),
    after: true,
  });
  const heading: Line = [
    { text: padded(severityWords[diagnostic.severity], 5), paint },
    { text: ' ' },
    { text: words(context, diagnostic.code), paint: 'bold' },
    { text: '  ' },
  ];
  return [
    ...hanging(context, heading, { text: words(context, diagnostic.message) }),
    ...placeLines(context, diagnostic.at),
    ...(shown?.lines ?? []),
    ...(help === undefined || shown?.noted === true
      ? []
      : hanging(context, [{ text: '      ' }], { text: help, paint })),
    ...relatedLines(context, diagnostic.related),
  ];
}

function placeLines(context: RenderContext, at: Location): readonly Line[] {
  const path = words(context, sayPath(at.path));
  const start: Line = [{ text: '  --> ', paint: 'dim' }];
  const place = words(context, sayLocation(at));
  const both = `${place}   (${path})`;
  if (path === '') {
    return hanging(context, start, { text: place });
  }
  return columnsOf(both) + 6 <= widthOf(context)
    ? [[...start, { text: place }, { text: `   (${path})`, paint: 'dim' }]]
    : [
        ...hanging(context, start, { text: place }),
        ...hanging(context, [{ text: '      ' }], { text: `(${path})`, paint: 'dim' }),
      ];
}

function relatedLines(context: RenderContext, related: readonly Related[]): readonly Line[] {
  const places = related.map((one) => words(context, sayLocation(one.at)));
  const columns = Math.min(Math.max(0, ...places.map(columnsOf)), widthOf(context) - 36);
  return related.flatMap((one, index) => {
    const place = places[index] ?? '';
    const message = { text: words(context, one.message), paint: 'dim' } as const;
    return columnsOf(place) <= columns
      ? hanging(context, [{ text: `      ${padded(place, columns)}   ` }], message)
      : [
          ...hanging(context, [{ text: '      ' }], { text: place }),
          ...hanging(context, [{ text: '        ' }], message),
        ];
  });
}
