import { expect, test } from 'vitest';
import { ofTheEnd } from './laws-of-the-end.ts';
import { type Machine, realMachine } from './machine.ts';
import { still } from './profile.ts';
import { simulate } from './simulate.ts';
import type { World } from './world.ts';

test('the power may go before any effect of a life: nothing is lost, and nothing told twice', () => {
  const stories: string[] = [];
  for (let effects = 1; effects <= 90; effects += 1) {
    const { failure } = simulate(5, realMachine, still, (world) => {
      world.powerLeft = effects;
    });
    if (failure !== undefined && !ofTheEnd.has(failure.law)) {
      stories.push(`after ${effects} effects: ${failure.story}`);
    }
  }
  expect(stories).toEqual([]);
});

/** Everything that a world reports and sends. */
function heardIn(seed: number, prepare: (world: World) => void): readonly string[] {
  const heard: string[] = [];
  const feed: Machine['feed'] = (watch, input, now) => {
    const effects = realMachine.feed(watch, input, now);
    for (const effect of effects) {
      if (effect.kind === 'say' && effect.event.type === 'stepped') {
        heard.push(JSON.stringify(effect.event.report));
      } else if (effect.kind === 'say' && effect.event.type.startsWith('config-')) {
        heard.push(effect.event.type);
      } else if (effect.kind === 'send') {
        heard.push(JSON.stringify(effect.letter));
      }
    }
    return effects;
  };
  simulate(seed, { ...realMachine, feed }, still, prepare);
  return heard;
}

test.each([1, 2, 3, 4, 5])('a bad file changes no report and no message, in world %i', (seed) => {
  const spoiled = heardIn(seed, ({ agenda, editor: { disk } }) => {
    const good = disk.files.get('policies.yaml') ?? '';
    agenda.after(20_000, () => disk.write('policies.yaml', `${good}thresholds: [`));
    agenda.after(55_000, () => disk.write('policies.yaml', good));
  });
  const [bad, back] = ['config-rejected', 'config-restored'];
  expect(spoiled.filter((one) => one.startsWith('config-'))).toEqual([bad, back]);
  expect(spoiled.filter((one) => !one.startsWith('config-'))).toEqual(
    heardIn(seed, () => undefined),
  );
});
