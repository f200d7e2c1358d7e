import type { BuiltInChannel } from '../../../ports/channel.ts';
import { letterLine } from '../../../report/letters/record.ts';

/** Standard output, a line of JSON for each notification. */
export const stdout: BuiltInChannel = {
  kind: 'stdout',
  create: (_, { print }) => ({
    send: async (letter) => {
      print(letterLine(letter));
      return { kind: 'delivered' };
    },
  }),
};
