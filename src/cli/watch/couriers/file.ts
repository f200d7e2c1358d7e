import type { Channel as Written } from '../../../model/config.generated.ts';
import type { BuiltInChannel } from '../../../ports/channel.ts';
import { letterLine } from '../../../report/letters/record.ts';
import { later } from '../../../runtime/http-answers.ts';

/** A file that grows by a line for each notification, exactly once. */
export const file: BuiltInChannel = {
  kind: 'file',
  create: ({ settings }, { lines }) => {
    const { path } = settings as NonNullable<Written['file']>;
    return {
      send: async (letter) => {
        const added = lines.add(path, letter.notification.key, letterLine(letter));
        return added.failure === undefined
          ? { kind: 'delivered' }
          : later(`\`${path}\` cannot be written: ${added.failure}`);
      },
    };
  },
};
