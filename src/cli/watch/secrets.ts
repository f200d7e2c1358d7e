import { join } from 'node:path';
import type { Secret } from '../../model/config.generated.ts';
import type { Secrets } from '../../ports/channel.ts';
import type { Attempt, World } from '../../ports.ts';

const bytesMax = 65_536;

/** Secrets of the environment and of the files of one folder, absolute; links may lead about in it, and not out of it. */
export function secretsOf({ env, files }: Pick<World, 'env' | 'files'>, folder?: string): Secrets {
  return {
    read: (secret) => {
      if (secret.env !== undefined) {
        return oneLine(`\`${secret.env}\``, env[secret.env]);
      }
      return folder === undefined
        ? {
            failure: `there is no folder of secrets for \`${secret.file ?? ''}\`: name it with \`--secrets-dir\``,
          }
        : inFile(files, folder, secret);
    },
  };
}

function inFile(
  files: World['files'],
  folder: string,
  { file: name = '' }: Secret,
): Attempt<string> {
  const called = `the secret \`${name}\``;
  const { file, diagnostic } = files.read(join(folder, name), name, bytesMax, folder);
  if (file !== undefined) {
    return oneLine(called, file.text.replace(/\r?\n$/, ''));
  }
  switch (diagnostic.code) {
    case 'file/outside':
      return { failure: `${called} is a link that leads out of the folder of secrets` };
    case 'file/too-large':
      return { failure: `${called} is larger than 64 KiB` };
    case 'file/not-utf8':
      return { failure: `${called} is not UTF-8` };
    default:
      return { failure: diagnostic.message };
  }
}

function oneLine(called: string, value: string | undefined): Attempt<string> {
  if (value === undefined) {
    return { failure: `${called} is not set` };
  }
  if (value === '') {
    return { failure: `${called} is empty` };
  }
  return /\p{Cc}/u.test(value)
    ? { failure: `${called} has more than one line, or control characters` }
    : { value };
}
