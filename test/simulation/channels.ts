import type { Letter } from '../../src/model/letter.ts';
import type { Delivery } from '../../src/ports/channel.ts';
import type { Agenda } from './agenda.ts';
import type { Chance } from './chance.ts';

/** How a channel is at the moment. */
interface ChannelMood {
  isDown: boolean;
  isSlow: boolean;
  /** Answers are lost on their way back. */
  isMute: boolean;
}

/** What carries letters to their receivers. */
export interface Channels {
  readonly moodOf: (channel: string) => ChannelMood;
  readonly send: (letter: Letter, ends: Ends) => void;
  isCalm: boolean;
}

interface Ends {
  readonly received: () => void;
  readonly settled: (delivery: Delivery) => void;
}

/** An attempt is ended after so long. */
const deadlineMs = 15_000;

export function newChannels(agenda: Agenda, chance: Chance): Channels {
  const moods = new Map<string, ChannelMood>();
  const moodOf = (channel: string): ChannelMood => {
    const mood = moods.get(channel) ?? { isDown: false, isSlow: false, isMute: false };
    moods.set(channel, mood);
    return mood;
  };
  const channels: Channels = {
    moodOf,
    isCalm: false,
    send: ({ notification: { channel } }, { received, settled }) => {
      const { isCalm } = channels;
      const { isDown, isSlow, isMute } = moodOf(channel);
      const latency = isSlow ? chance.between(2_000, 20_000) : chance.between(2, 400);
      const later = (ms: number, reason: string): void => {
        const asks = chance.isLucky(0.2) ? { afterMs: chance.below(20_000) } : {};
        agenda.after(ms, () => settled({ kind: 'later', reason, ...asks }));
      };
      if (isDown && !isCalm) {
        later(latency, 'it is down');
        return;
      }
      if (!isCalm && chance.isLucky(0.01)) {
        agenda.after(latency, () => settled({ kind: 'refused', reason: 'it says no' }));
        return;
      }
      agenda.after(latency / 2, received);
      if (latency > deadlineMs || (isMute && !isCalm)) {
        later(deadlineMs, 'it did not answer');
        return;
      }
      agenda.after(latency, () => settled({ kind: 'delivered' }));
      if (chance.isLucky(0.05)) {
        agenda.after(latency + chance.below(3_000), () => settled({ kind: 'delivered' }));
      }
    },
  };
  return channels;
}
