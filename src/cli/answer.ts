import type { RenderContext } from '../report/context.ts';
import type { Line } from '../report/look.ts';
import type { Outcome } from './outcome.ts';
import { sayLines } from './text.ts';

/** What a question about a configuration comes to: an object under its name as JSON, lines for people. It fails nothing. */
export function answered(
  json: object,
  linesOf: (context: RenderContext) => readonly Line[],
): Outcome {
  return {
    exitCode: 0,
    render: (format, canvas) => {
      const context = { ...canvas, sources: new Map() };
      return format === 'json'
        ? JSON.stringify(json, undefined, 2)
        : sayLines(context, linesOf(context));
    },
  };
}
