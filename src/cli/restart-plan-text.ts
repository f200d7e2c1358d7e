import type { Deadlock, RestartPlan, RestartWave } from '../model/restart-plan.ts';
import type { RenderContext } from '../report/context.ts';
import {
  andMore,
  counted,
  flowing,
  hanging,
  type Line,
  type Piece,
  signsOf,
  words,
} from '../report/look.ts';

const maxWaves = 30;
const maxNames = 24;
const maxRows = 10;
const maxSteps = 12;

/** A restart plan for people: whether everything comes up, then wave by wave what does, then what never does and why. */
export function restartPlanLines(plan: RestartPlan, context: RenderContext): readonly Line[] {
  return [
    ...verdict(plan, context),
    ...plan.waves.slice(0, maxWaves).flatMap((wave, index) => waveLines(context, wave, index + 1)),
    ...andMore(context, plan.waves.length - maxWaves, 'waves in -o json'),
    ...deadlockLines(plan, context),
  ];
}

function verdict({ waves, stuck }: RestartPlan, context: RenderContext): readonly Line[] {
  const { fail, pass } = signsOf(context);
  const started = waves.reduce((sum, { systems }) => sum + systems.length, 0);
  const comes = `${counted(started, 'system')} ${started === 1 ? 'comes' : 'come'} up in ${counted(waves.length, 'wave')}`;
  const [sign, paint, text] =
    stuck.length === 0
      ? ([pass, 'green', comes] as const)
      : ([
          fail,
          'red',
          started === 0
            ? 'nothing comes up: everything waits for itself'
            : `${comes}, ${sayStuck(stuck)} never ${stuck.length === 1 ? 'does' : 'do'}`,
        ] as const);
  return [...hanging(context, [{ text: `${sign} `, paint }], { text, paint: 'bold' }), []];
}

function waveLines(context: RenderContext, wave: RestartWave, number: number): readonly Line[] {
  const start: Line = [{ text: `  WAVE ${String(number).padEnd(4)}`, paint: 'dim' }];
  const names = wave.systems.slice(0, maxNames);
  const rest = wave.systems.length - names.length;
  const pieces: readonly Piece[] = [
    ...names.map((id) => ({ text: words(context, id) })),
    ...(rest > 0
      ? [{ text: `${signsOf(context).ellipsis} and ${rest} more`, paint: 'dim' as const }]
      : []),
    ...wave.groups
      .slice(0, maxNames)
      .map((id) => ({ text: words(context, `${id} is up (group)`), paint: 'dim' as const })),
  ];
  return [
    ...flowing(context, start, pieces),
    ...wave.together.slice(0, maxRows).flatMap((set) =>
      hanging(context, [{ text: ' '.repeat(11) }], {
        text: words(context, `together, as they need each other: ${sayNames(set)}`),
        paint: 'yellow',
      }),
    ),
  ];
}

function sayNames(ids: readonly string[]): string {
  const rest = ids.length - maxNames;
  return `${ids.slice(0, maxNames).join(', ')}${rest > 0 ? `, … and ${rest} more` : ''}`;
}

function deadlockLines({ deadlocks, stuck }: RestartPlan, context: RenderContext): readonly Line[] {
  if (stuck.length === 0) {
    return [];
  }
  const inside = new Set(deadlocks.flatMap(({ cycle }) => cycle));
  const others = stuck.filter((id) => !inside.has(id));
  return [
    [],
    [{ text: 'Never', paint: 'bold' }, { text: `  ${sayStuck(stuck)}` }],
    ...deadlocks.slice(0, maxRows).flatMap((deadlock) =>
      hanging(context, [{ text: '  ' }], {
        text: words(context, sayDeadlock(deadlock)),
        paint: 'red',
      }),
    ),
    ...andMore(context, deadlocks.length - maxRows, 'in -o json'),
    ...(others.length === 0
      ? []
      : hanging(context, [{ text: '  ' }], {
          text: words(context, `with them ${sayNames(others)}`),
        })),
    ...hanging(context, [{ text: 'Next   ', paint: 'bold' }], {
      text: 'tower explain topology/cold-start',
    }),
  ];
}

function sayStuck(ids: readonly string[]): string {
  return ids.length === 1 ? 'one' : `${ids.length} systems and groups`;
}

/** `etcd ─member→ etcd-1 ─hard→ etcd`; of a long circle the first steps and the last. */
function sayDeadlock({ edges, cycle }: Deadlock): string {
  const steps = edges.map(({ from, kind }) => `${from} ─${kind}→ `);
  const shown =
    steps.length <= maxSteps
      ? steps
      : [
          ...steps.slice(0, maxSteps - 1),
          `… ${steps.length - maxSteps} more … `,
          ...steps.slice(-1),
        ];
  return `${shown.join('')}${cycle[0] ?? ''}`;
}
