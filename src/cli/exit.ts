import type { CommanderError } from 'commander';
import { fault } from './outcome.ts';

/** How the process ends where no command came to an outcome, and what standard error says. */
export interface Ending {
  readonly exitCode: 0 | 3 | 70;
  readonly notes: readonly string[];
}

/**
 * Judges what was thrown. Help and version that were asked for end well; a wrong command line is usage (3); everything
 * else is a bug of tower (70), whose stack is shown only where `debug` is set.
 */
export function endingOf(thrown: unknown, debug: boolean): Ending {
  if (isOfParser(thrown)) {
    return thrown.exitCode === 0
      ? { exitCode: 0, notes: [] }
      : { exitCode: 3, notes: thrown.code === 'commander.help' ? [] : sayUsage(thrown.message) };
  }
  const sentence = thrown instanceof Error ? thrown.message : String(thrown);
  const stack = thrown instanceof Error ? (thrown.stack ?? '') : '';
  return {
    exitCode: 70,
    notes: [
      `tower: this is a bug in tower: ${sentence.split('\n')[0]}`,
      '       please report it with the command line and the configuration that led to it',
      debug && stack !== '' ? stack : '       TOWER_DEBUG=1 shows where it happened',
    ],
  };
}

/** Whether the parser of the command line threw it. Its class would bring all of the parser. */
function isOfParser(thrown: unknown): thrown is CommanderError {
  return (
    thrown instanceof Error &&
    'code' in thrown &&
    typeof thrown.code === 'string' &&
    thrown.code.startsWith('commander.')
  );
}

/** The parser's sentence in the words of the other messages: the user's words in backticks, help kept apart. */
function sayUsage(text: string): readonly string[] {
  const [sentence = '', ...rest] = text.replace(/^error: /, '').split('\n');
  const wrong = /^option '(.*)' argument '(.*)' is invalid\. (.*)$/s.exec(sentence);
  if (wrong !== null) {
    const [, option = '', value = '', help = ''] = wrong;
    return fault(`\`${value}\` is not a value of \`${option}\``, help);
  }
  const excess =
    /^too many arguments for '(.*)'\. Expected ([0-9]+) .* got [0-9]+: (.*?)\.?$/s.exec(sentence);
  if (excess !== null) {
    const [, command = '', accepted = '0', given = ''] = excess;
    const extra = given.split(', ').slice(Number(accepted));
    return fault(
      `too many arguments: ${extra.map((word) => `\`${word}\``).join(', ')}`,
      `\`tower ${command} --help\` shows what it takes`,
    );
  }
  return fault(
    sentence
      .replace(/^option '(.*)' argument missing$/, "option '$1' lacks its value")
      .replace(/'([^']*)'/g, '`$1`'),
    sayNearest(rest.join(' ')),
  );
}

/** "(Did you mean a?)" or "(Did you mean one of a, b?)" in lower case, with the names in backticks. */
function sayNearest(text: string): string {
  const found = /^\(Did you mean (one of )?(.*)\?\)$/.exec(text);
  const names = (found?.[2] ?? '').split(', ').map((name) => `\`${name}\``);
  return found === null ? text : `did you mean ${found[1] ?? ''}${names.join(', ')}?`;
}
