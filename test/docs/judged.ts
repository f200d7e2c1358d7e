import { readBatches } from '../../src/config/batch.ts';
import { load } from '../../src/config/load.ts';
import { type Step, stepsOf } from './page.ts';
import { follow } from './story.ts';

/** What following a page comes to: what is wrong, and the page with what its commands really print. */
export interface Judged {
  readonly faults: readonly string[];
  readonly real: string;
}

/** Follows a page. */
export async function judged(page: string): Promise<Judged> {
  const steps = stepsOf(page);
  const { outputs, fault } = await follow(steps);
  return {
    faults: [...steps.flatMap(faultIn), ...(fault === undefined ? [] : [fault])],
    real: pageWith(page, steps, outputs),
  };
}

/** What is wrong in a step that runs nothing. */
function faultIn(step: Step): readonly string[] {
  switch (step.kind) {
    case 'fault':
      return [`line ${step.line}: ${step.reason}`];
    case 'configuration':
      return load([{ path: 'tower.yaml', text: step.text }])
        .diagnostics.filter(({ severity }) => severity === 'error')
        .map(({ message }) => `line ${step.line}: ${message}`);
    case 'batch':
      return readBatches({ path: 'batch.json', text: step.text }).diagnostics.map(
        ({ message }) => `line ${step.line}: ${message}`,
      );
    default:
      return [];
  }
}

/** The page with what its commands print; where lines of `…` stand for some of it, as it is. */
function pageWith(
  page: string,
  steps: readonly Step[],
  outputs: ReadonlyMap<number, string>,
): string {
  const blocks = steps.flatMap((step) => (step.kind === 'commands' ? [step] : [])).reverse();
  return blocks.reduce((text, { line, shown }) => {
    const output = outputs.get(line);
    return shown === undefined || output === undefined || isCutOf(shown.text, output)
      ? text
      : `${text.slice(0, shown.from)}${output}${text.slice(shown.to)}`;
  }, page);
}

/** Whether a text is another one in which lines of `…` alone stand for any lines. */
function isCutOf(shown: string, output: string): boolean {
  const parts = shown.split(/^ *…\n/m);
  if (parts.length === 1) {
    return shown === output;
  }
  let at = 0;
  for (const part of parts) {
    const found = output.indexOf(part, at);
    if (found < 0) {
      return false;
    }
    at = found + part.length;
  }
  return output.startsWith(parts[0] ?? '') && output.endsWith(parts.at(-1) ?? '');
}
