import { sayLocation } from '../../model/location.ts';
import type { Coverage, CoverageItem } from '../../model/scenario-results.ts';
import type { RenderContext } from '../context.ts';
import { heading, type Line, signsOf, words } from '../look.ts';
import { table } from '../table.ts';

const missing: Readonly<Record<CoverageItem['kind'], string>> = {
  threshold: 'never fired',
  policy: 'never violated',
  route: 'never taken',
  step: 'never reached',
};

/** What no scenario exercised, with where it stands. */
export function coverageLines(coverage: Coverage, context: RenderContext): readonly Line[] {
  const { covered, total, items } = coverage;
  const rows = [
    ...items
      .filter(({ scenarios }) => scenarios === 0)
      .map(({ kind, name, at }) => ({ what: name, gap: missing[kind], at })),
    ...items.flatMap(({ name, comparisons }) =>
      comparisons.flatMap(({ text, at, held, failed }) =>
        held && failed ? [] : [{ what: `${name}: ${text}`, gap: gapOf(held, failed), at }],
      ),
    ),
  ];
  const share = total === 0 ? 'nothing to cover' : `${covered} of ${total}, ${percent(coverage)} %`;
  return [
    ...heading(context, 'Coverage', share),
    ...table(
      context,
      {
        columns: [
          { heading: '', drop: 0 },
          { heading: '', drop: 0 },
          { heading: '', drop: 0 },
        ],
        fold: 2,
      },
      rows.map(({ what, gap, at }) => ({
        cells: [
          { text: signsOf(context).warn, paint: 'yellow' as const },
          { text: words(context, what) },
          { text: gap, paint: 'dim' as const },
        ],
        tail: { text: words(context, sayLocation(at)), paint: 'dim' as const },
      })),
    ),
  ];
}

function gapOf(held: boolean, failed: boolean): string {
  if (!held && !failed) {
    return 'never compared';
  }
  return held ? 'never false' : 'never true';
}

/** In whole percent, rounded down, so that 100 means all. */
function percent({ covered, total }: Coverage): number {
  return total === 0 ? 100 : Math.floor((covered * 100) / total);
}
