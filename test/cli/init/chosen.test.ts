import { expect, test } from 'vitest';
import { chosenOf } from '../../../src/cli/init/chosen.ts';
import type { Session } from '../../../src/cli/session.ts';
import { type Source, type SourceKind, sourceOf } from '../../../src/init/sources.ts';
import type { Answering } from '../../../src/ports/answering.ts';
import { fakeWorld } from '../../fuzz/world.ts';

const compose = 'services: { web: { image: "web:1" } }\n';
const alertmanager = 'route: { receiver: a }\nreceivers: [{ name: a }]\n';

function source(kind: SourceKind, name: string, text: string): Source {
  return sourceOf({ kind, name, files: [{ path: name, text }] });
}

const sources = [
  source('compose', 'compose.yaml', compose),
  source('compose', 'broken/compose.yaml', 'services: 7\n'),
  source('alertmanager', 'alertmanager.yml', alertmanager),
  source('alertmanager', 'ops/alertmanager.yml', alertmanager),
];

interface Asked {
  /** Names of what is taken, or how the run ends. */
  readonly came: readonly string[] | number | undefined;
  readonly told: string;
  readonly questions: number;
}

/** Answers one question after the other; `interrupt` stands for Ctrl-C, and nothing for the end of the input. */
async function askedOf(answers: readonly string[], isTerminal = true): Promise<Asked> {
  const fake = fakeWorld({});
  let interrupt = (): void => undefined;
  let questions = 0;
  const answering: Answering = {
    isTerminal,
    ask: () => {
      const answer = answers[questions];
      questions += 1;
      if (answer === 'interrupt') {
        interrupt();
        return Promise.resolve(undefined);
      }
      return Promise.resolve(answer);
    },
    stop: () => undefined,
  };
  const world = {
    ...fake.world,
    interrupts: {
      ...fake.world.interrupts,
      watch: (onInterrupt: () => void) => {
        interrupt = onInterrupt;
        return () => undefined;
      },
    },
  };
  const session: Session = {
    world,
    version: '1',
    root: undefined,
    environment: undefined,
    inputs: new Set(),
    formats: ['pretty'],
    look: { color: 'never', ascii: false },
  };
  const choice = await chosenOf(session, answering, sources, {});
  return {
    came: 'outcome' in choice ? choice.outcome.exitCode : choice.chosen.map(({ name }) => name),
    told: fake.printed.stderr.slice(fake.printed.stderr.indexOf('\n\n') + 2),
    questions,
  };
}

test('a person sees what was found with numbers, and Enter takes what is usual', async () => {
  const fake = await askedOf(['']);
  expect(fake).toEqual({ came: ['compose.yaml', 'alertmanager.yml'], told: '', questions: 1 });
});

test.each<readonly [string, readonly string[], Asked]>([
  ['numbers', ['1'], { came: ['compose.yaml'], told: '', questions: 1 }],
  ['none', ['none'], { came: [], told: '', questions: 1 }],
  [
    'a number that is none of them, then one that is',
    ['9', '4'],
    {
      came: ['ops/alertmanager.yml'],
      told: '`9` is none of 1 to 4, `all` and `none`\n',
      questions: 2,
    },
  ],
  [
    'what cannot be read, two of Alertmanager, then one',
    ['all', '3 4', '3'],
    {
      came: ['alertmanager.yml'],
      told: '`broken/compose.yaml` cannot be read\nonly one file of Alertmanager: routes are one order\n',
      questions: 3,
    },
  ],
  ['Ctrl-C', ['interrupt'], { came: 130, told: '\n', questions: 1 }],
  ['the end of the input', [], { came: 130, told: '\n', questions: 1 }],
])('to a question one may answer %s', async (_what, answers, expected) => {
  expect(await askedOf(answers)).toEqual(expected);
});

test('where nobody sits nobody is asked', async () => {
  expect(await askedOf([], false)).toEqual({
    came: ['compose.yaml', 'alertmanager.yml'],
    told: '',
    questions: 0,
  });
});
