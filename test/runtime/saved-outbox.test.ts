import { expect, test } from 'vitest';
import type { Delivery } from '../../src/ports/channel.ts';
import { due, nextDue, settle } from '../../src/runtime/outbox.ts';
import { newOutbox, type Outbox } from '../../src/runtime/postings.ts';
import { loadedOutbox, savedOutbox } from '../../src/runtime/saved-outbox.ts';
import { dueNames, named, posting } from './letter.ts';

const later: Delivery = { kind: 'later', reason: 'it did not answer' };
const delivered: Delivery = { kind: 'delivered' };
const restarted = (outbox: Outbox): Outbox =>
  loadedOutbox(JSON.parse(JSON.stringify(savedOutbox(outbox))));

test('a restart keeps the attempts, the waits and the order of turns', () => {
  const outbox = newOutbox();
  posting(outbox, ['pager/a/1', 'pager/a/2', 'pager/b/1', 'slack/a/1', 'slack/b/1']);
  due(outbox, 0);
  settle(outbox, 'pager/a/1', later, 0);
  settle(outbox, 'slack/a/1', { ...later, afterMs: 60_000 }, 0);
  const loaded = restarted(outbox);
  // What was under way is due again.
  expect(dueNames(loaded, 1)).toEqual(['pager/b/1']);
  expect(nextDue(loaded)).toBe(nextDue(outbox));
  expect(dueNames(loaded, 60_000)).toEqual(['pager/a/1', 'slack/b/1', 'slack/a/1']);
  expect(settle(loaded, 'pager/a/1', delivered, 60_000)).toEqual({
    kind: 'delivered',
    letter: named('pager/a/1'),
    attempts: 2,
  });
});

test('after a restart those go first that have been due for longest', () => {
  const outbox = newOutbox();
  const groups = Array.from({ length: 10 }, (_, index) => `pager/${index}/1`);
  posting(outbox, [...groups, 'pager/0/2']);
  due(outbox, 0);
  settle(outbox, 'pager/0/1', delivered, 0);
  const loaded = restarted(outbox);
  expect(dueNames(loaded, 0)).toEqual(groups.slice(1, 9));
  settle(loaded, 'pager/1/1', delivered, 0);
  settle(loaded, 'pager/2/1', delivered, 0);
  expect(dueNames(loaded, 0)).toEqual(['pager/9/1', 'pager/0/2']);
});

test('dead letters are kept over a restart, and an outbox that saw nothing is empty', () => {
  const outbox = newOutbox();
  posting(outbox, ['pager/a/1']);
  settle(outbox, 'pager/a/1', { kind: 'refused', reason: 'no' }, 5);
  expect(restarted(outbox).dead).toEqual([
    { letter: named('pager/a/1'), attempts: 1, reason: 'no', at: 5 },
  ]);
  expect(savedOutbox(newOutbox())).toEqual({
    now: null,
    letters: [],
    lanes: [],
    rests: [],
    dead: [],
  });
});
