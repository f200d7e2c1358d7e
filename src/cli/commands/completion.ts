import { didYouMean } from '../../model/nearest.ts';
import { bashScript } from '../completion/bash.ts';
import { type Build, type CommandLine, commandLineOf } from '../completion/command-line.ts';
import { fishScript } from '../completion/fish.ts';
import { idsOf } from '../completion/ids.ts';
import { powershellScript } from '../completion/powershell.ts';
import { type Shell, shells } from '../completion/shells.ts';
import { zshScript } from '../completion/zsh.ts';
import { failed, type Outcome } from '../outcome.ts';
import type { Session } from '../session.ts';

const scripts: Readonly<Record<Shell, (line: CommandLine) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
};

export interface CompletionOptions {
  readonly ids?: string;
}

/**
 * Prints the completion script of a shell, made from the program itself. With `--ids KIND`, which the scripts call, prints ids of
 * the configuration at hand, one a line: nothing where there are none, whatever the reason, since nobody reads a complaint there.
 */
export async function completion(
  session: Session,
  shell: string | undefined,
  options: CompletionOptions,
  build: Build,
): Promise<Outcome> {
  const { ids } = options;
  if (ids !== undefined) {
    const found = idsOf(session, ids);
    return { exitCode: 0, render: () => found.map((id) => `${id}\n`).join('') };
  }
  const known = shells.find((name) => name === shell);
  if (known === undefined) {
    return shell === undefined
      ? failed(3, 'completion is for a shell', `name one: ${shells.join(', ')}`)
      : failed(3, `there is no completion for \`${shell}\``, didYouMean(shell, shells));
  }
  const text = scripts[known](await commandLineOf(build));
  return { exitCode: 0, render: () => text };
}
