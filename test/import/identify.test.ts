import { describe, expect, test } from 'vitest';
import { identified, idFor } from '../../src/import/identify.ts';
import { importedFrom, modelOf } from './told.ts';

describe('a name as an id', () => {
  test.each<[string, string]>([
    ['orders', 'orders'],
    ['Orders', 'orders'],
    ['OrdersAPI', 'ordersapi'],
    ['orders_api.v2', 'orders-api-v2'],
    ['  orders // api ', 'orders-api'],
    ['api.example.com:443', 'api-example-com-443'],
    ['-orders-', 'orders'],
    ['42', '42'],
    ['__proto__', 'proto'],
    ['constructor', 'constructor'],
    ['é', 'system-1a07c097'],
    ['日本', 'system-06ce86d2'],
    ['x'.repeat(63), 'x'.repeat(63)],
    ['x'.repeat(64), `${'x'.repeat(54)}-3ebd6185`],
    [`${'x'.repeat(53)}-${'y'.repeat(20)}`, `${'x'.repeat(53)}-dc6ede12`],
  ])('%s becomes %s', (name, id) => {
    const found = idFor(name);
    expect([found, /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(found)]).toEqual([id, true]);
  });
});

/** An import of systems that call each other in a row. */
function metrics(...names: readonly string[]) {
  const lines = names.map(
    (name, index) =>
      `traces_service_graph_request_total{client=${JSON.stringify(name)},server=${JSON.stringify(names[index + 1] ?? names[0])}} 1\n`,
  );
  return importedFrom({ path: 'metrics.txt', text: lines.join('') });
}

function configuration(systems: string) {
  return modelOf([{ path: 'tower.yaml', text: `tower: v1\n${systems}\n` }]);
}

function found(names: readonly string[], systems = '') {
  const { idByName, diagnostics } = identified(metrics(...names), configuration(systems));
  return {
    ids: Object.fromEntries([...idByName].sort()),
    told: diagnostics.map(({ code, message, at }) => `${code} ${at.file}:${at.line} ${message}`),
  };
}

test('a label says what a system is called; without one the id does, or what the name comes to', () => {
  const systems = `systems:
  orders-api: { type: service, labels: { service.name: OrdersService } }
  web: { type: service }
  user-api: { type: service }
groups: { bus: { members: [web, user-api], need: 1 } }`;
  expect(found(['OrdersService', 'web', 'User_API', 'bus', 'new one'], systems)).toEqual({
    ids: {
      OrdersService: 'orders-api',
      User_API: 'user-api',
      bus: 'bus',
      'new one': 'new-one',
      web: 'web',
    },
    told: [],
  });
});

test('names that come to one id get digits, all but the one that is the id', () => {
  const { ids, told } = found(['Orders', 'orders', 'ORDERS']);
  expect([ids, told]).toEqual([
    {
      ORDERS: expect.stringMatching(/^orders-[0-9a-f]{8}$/),
      Orders: expect.stringMatching(/^orders-[0-9a-f]{8}$/),
      orders: 'orders',
    },
    [
      `import/same-id metrics.txt:2 \`ORDERS\` and \`orders\` both come to the id \`orders\`; \`ORDERS\` becomes \`${ids['ORDERS']}\``,
      `import/same-id metrics.txt:1 \`Orders\` and \`orders\` both come to the id \`orders\`; \`Orders\` becomes \`${ids['Orders']}\``,
    ],
  ]);
});

test('a system that is called otherwise is not meant by its id', () => {
  const systems = 'systems: { orders: { type: service, labels: { service.name: legacy } } }';
  const { ids, told } = found(['orders', 'legacy'], systems);
  expect([ids['legacy'], ids['orders'], told.length]).toEqual([
    'orders',
    expect.stringMatching(/^orders-[0-9a-f]{8}$/),
    1,
  ]);
});

test('a name that two systems claim counts for the first by id', () => {
  const systems = `systems:
  b: { type: service, labels: { service.name: orders } }
  a: { type: service, labels: { service.name: orders } }`;
  expect(found(['orders', 'web'], systems)).toEqual({
    ids: { orders: 'a', web: 'web' },
    told: [
      'import/same-name tower.yaml:3 `a` and `b` are both called `orders` by `service.name`; `a` counts',
    ],
  });
});

test.each([
  ['is longer than 256 characters', 'x'.repeat(257)],
  ['has characters that a label should not hold', 'a\nb'],
  ['has characters that a label should not hold', 'a\u0085b'],
  ['has characters that a label should not hold', ' a'],
  ['has characters that a label should not hold', '\ufeff'],
])('a name that %s is left out', (why, name) => {
  const { ids, told } = found([name, 'web']);
  expect([ids, told.map((text) => text.replace(/`.*`/s, 'it'))]).toEqual([
    { web: 'web' },
    [`import/bad-name metrics.txt:1 the name it ${why}; it is left out`],
  ]);
});
