import { isColored, widthOf } from '../../adapters/terminal.ts';
import { usualChoice } from '../../init/candidates.ts';
import { choiceOf, questionOf } from '../../init/choice.ts';
import type { Source } from '../../init/sources.ts';
import type { Answering } from '../../ports/answering.ts';
import { fault, type Outcome } from '../outcome.ts';
import type { Session } from '../session.ts';
import { sayLines } from '../text.ts';
import { foundLines } from './init-text.ts';

/** What is to be imported. */
export interface Choice {
  readonly chosen: readonly Source[];
  readonly because: string | undefined;
  /** Whether somebody has seen what was found, and chosen from it. */
  readonly isAsked: boolean;
}

/** What is imported: what was named, what somebody answers, or what is usual. */
export async function chosenOf(
  session: Session,
  answering: Answering,
  sources: readonly Source[],
  { from, yes }: { readonly from?: readonly string[]; readonly yes?: boolean },
): Promise<Choice | { readonly outcome: Outcome }> {
  if (from !== undefined) {
    return { chosen: sources, because: undefined, isAsked: false };
  }
  const usual = usualChoice(sources);
  if (sources.length === 0) {
    const because = 'Nothing to import was found: three systems to begin with.';
    return { chosen: [], because, isAsked: false };
  }
  if (yes === true || !answering.isTerminal) {
    const names = usual.map(({ name }) => name).join(', ');
    const because = `Imported without asking: ${names}. \`--from\` names others.`;
    return { chosen: usual, because, isAsked: false };
  }
  return asked(session, answering, { sources, usual });
}

async function asked(
  session: Session,
  answering: Answering,
  { sources, usual }: { readonly sources: readonly Source[]; readonly usual: readonly Source[] },
): Promise<Choice | { readonly outcome: Outcome }> {
  const { world, look, version } = session;
  const context = {
    version,
    color: isColored(look.color, world.env, world.stderr),
    width: widthOf(world.env, world.stderr),
    ascii: look.ascii,
    sources: new Map(),
  };
  const places = usual.map((source) => sources.indexOf(source));
  let isInterrupted = false;
  const release = world.interrupts.watch(() => {
    isInterrupted = true;
    answering.stop();
  });
  world.stderr.write(`${sayLines(context, foundLines(context, sources))}\n`);
  for (;;) {
    const answer = await answering.ask(questionOf(places));
    if (answer === undefined) {
      release();
      world.stderr.write('\n');
      const what = isInterrupted ? 'interrupted' : 'there was no answer';
      return { outcome: { exitCode: 130, notes: fault(what, 'nothing was written') } };
    }
    const choice = choiceOf(answer, sources.length, places);
    const taken = sources.filter((_, index) => choice.chosen?.includes(index) === true);
    const wrong = choice.fault ?? unusable(taken);
    if (wrong === undefined) {
      release();
      return { chosen: taken, because: undefined, isAsked: true };
    }
    world.stderr.write(`${wrong}\n`);
  }
}

/** Why sources cannot be taken together; undefined where they can. */
function unusable(sources: readonly Source[]): string | undefined {
  const broken = sources.find(({ isUsable }) => !isUsable);
  if (broken !== undefined) {
    return `\`${broken.name}\` cannot be read`;
  }
  return sources.filter(({ kind }) => kind === 'alertmanager').length > 1
    ? 'only one file of Alertmanager: routes are one order'
    : undefined;
}
