import { resolve } from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the author of a workflow asked for. Texts are empty where nothing was given. */
export interface Inputs {
  /** Where the commands run, absolute. */
  readonly folder: string;
  readonly signals: string;
  readonly state: string;
  readonly failOn: string;
  readonly maxWarnings: string;
  readonly failOnStatus: string;
  readonly scenarios: Scenarios;
  readonly summary: boolean;
  readonly annotations: boolean;
  readonly comment: boolean;
}

/** Whether scenarios run: always, never, or where there are any. */
export type Scenarios = 'auto' | 'true' | 'false';

/** The inputs, or what is wrong with them. Every value arrives as a variable, so that none is ever part of a script. */
export function inputsFrom(
  environment: Environment,
): Inputs | { readonly mistakes: readonly string[] } {
  const mistakes: string[] = [];
  const text = (name: string): string => environment[variableOf(name)] ?? '';
  const choice = <Word extends string>(name: string, words: readonly [Word, ...Word[]]): Word => {
    const written = text(name) === '' ? words[0] : text(name);
    const word = words.find((known) => known === written);
    if (word === undefined) {
      mistakes.push(
        `the input ${name} is ${JSON.stringify(written)}, and not one of ${words.join(', ')}`,
      );
    }
    return word ?? words[0];
  };
  const inputs: Inputs = {
    folder: resolve(environment['GITHUB_WORKSPACE'] ?? '.', text('working-directory')),
    signals: text('signals'),
    state: text('state'),
    failOn: text('fail-on'),
    maxWarnings: text('max-warnings'),
    failOnStatus: text('fail-on-status'),
    scenarios: choice('scenarios', ['auto', 'true', 'false']),
    summary: choice('summary', ['true', 'false']) === 'true',
    annotations: choice('annotations', ['true', 'false']) === 'true',
    comment: choice('comment', ['false', 'true']) === 'true',
  };
  return mistakes.length === 0 ? inputs : { mistakes };
}

/** The variable that action.yml puts an input into. */
export function variableOf(name: string): string {
  return `INPUT_${name.replaceAll('-', '_').toUpperCase()}`;
}
