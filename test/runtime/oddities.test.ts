import { expect, test } from 'vitest';
import { batchScanner } from '../../src/config/batch-scanner.ts';
import { load } from '../../src/config/load.ts';
import { planOf } from '../../src/evaluate/plan.ts';
import type { Model } from '../../src/model/model.ts';
import { readArrival } from '../../src/runtime/arrivals.ts';
import { noOddities, type Oddities, oddEvents, unusedIn } from '../../src/runtime/oddities.ts';

const now = Date.parse('2026-11-21T14:52:15Z');

function modelWith(system: string): Model {
  const text = `tower: v1\nconfig: { name: shop }\nsystems: { ${system}: { type: service } }\n`;
  const { model } = load([{ path: 'tower.yaml', text }]);
  if (model === undefined) {
    throw new Error('the configuration of the test has errors');
  }
  return model;
}

const shop = planOf(modelWith('web')).vocabulary;

/** What a batch of some seconds ago leads to being said. */
function told(oddities: Oddities, sections: object, ageSeconds = 0, vocabulary = shop) {
  const at = new Date(now - ageSeconds * 1_000).toISOString();
  const bytes = new TextEncoder().encode(JSON.stringify({ at, ...sections }));
  const { accepted } = readArrival(batchScanner(vocabulary), {
    file: { path: 'http', bytes },
    isLines: false,
    linesBefore: 0,
  });
  const { readings } = accepted;
  return {
    events: oddEvents(oddities, { source: 'http', vocabulary, readings }, now),
    unused: unusedIn(readings),
  };
}

const misspelt = { signals: { web: { latncy: 1 }, wbe: { latency: 2 } } };
const latncy = {
  kind: 'signal',
  system: 'web',
  signal: 'latncy',
  reason: 'unknown-signal',
  help: 'did you mean `latency`?',
};
const wbe = {
  kind: 'signal',
  system: 'wbe',
  signal: 'latency',
  reason: 'unknown-system',
  help: 'did you mean `web`?',
};

test('what is taken and recent is not worth a word', () => {
  expect(told(noOddities(), { signals: { web: { latency: 1 } } })).toEqual({
    events: [],
    unused: undefined,
  });
});

test('what nothing takes is told once, and told to its sender each time', () => {
  const oddities = noOddities();
  const unused = {
    count: 2,
    unmatched: [wbe, latncy].toSorted((a, b) => (a.system < b.system ? -1 : 1)),
  };
  const event = { type: 'batch-unmatched', at: now, source: 'http', ...unused };
  expect(told(oddities, misspelt)).toEqual({ events: [event], unused });
  expect(told(oddities, misspelt)).toEqual({ events: [], unused });
});

test('only what is new is told of what nothing takes', () => {
  const oddities = noOddities();
  told(oddities, misspelt);
  const { events } = told(oddities, { signals: { web: { latncy: 1, lateny: 1 } } });
  expect(events).toEqual([
    {
      type: 'batch-unmatched',
      at: now,
      source: 'http',
      count: 2,
      unmatched: [{ ...latncy, signal: 'lateny' }],
    },
  ]);
});

test('another configuration is another matter', () => {
  const oddities = noOddities();
  told(oddities, misspelt);
  const other = planOf(modelWith('wbe')).vocabulary;
  expect(told(oddities, { signals: { web: { latency: 1 } } }, 0, other).events).toHaveLength(1);
  expect(told(oddities, misspelt).events).toHaveLength(1);
});

test('a sender that makes names up is told of no more than a thousand of them', () => {
  const oddities = noOddities();
  const counts = Array.from({ length: 20 }, (_, round) => {
    const names = Array.from({ length: 100 }, (__, index) => [
      `x${round}-${index}`,
      { latency: 1 },
    ]);
    const [event] = told(oddities, { signals: Object.fromEntries(names) }).events;
    return event?.type === 'batch-unmatched' ? event.unmatched.length : 0;
  });
  expect(counts).toEqual([...Array(10).fill(100), ...Array(10).fill(0)]);
});

test.each([
  [299, []],
  [300, []],
  [301, [{ type: 'batch-late', at: now, source: 'http', behindMs: 301_000 }]],
])('a batch of %i seconds ago', (ageSeconds, events) => {
  expect(told(noOddities(), {}, ageSeconds).events).toEqual(events);
});

test('that batches are late is told every ten minutes at most', () => {
  const oddities = noOddities();
  expect(told(oddities, {}, 3_600).events).toHaveLength(1);
  expect(told(oddities, {}, 3_600).events).toEqual([]);
  oddities.lateToldAt = now - 600_000;
  expect(told(oddities, {}, 3_600).events).toHaveLength(1);
});
