import { expect, test } from 'vitest';
import { load } from '../../src/config/load.ts';
import { type SettingsCheck, withPlugins } from '../../src/config/plugin-settings.ts';
import { settingsCheck } from '../../src/config/settings-check.ts';

const made = settingsCheck({
  type: 'object',
  required: ['room'],
  additionalProperties: false,
  properties: {
    room: { type: 'string' },
    retries: { type: 'array', items: { type: 'integer' } },
  },
});
const check: SettingsCheck = made.failure === undefined ? made.check : () => [];
const rooms = new Map([['teams-room', check]]);

/** What is said of a channel with a plugin, as `code line:column message (help)`. */
function said(plugin: string, channels: ReadonlyMap<string, SettingsCheck> | 'none' = rooms) {
  const text = `tower: v1
channels:
  room: { plugin: { ${plugin} } }
routes: [{ notify: [room] }]
`;
  const files = [{ path: 'tower.yaml', text }];
  const { model, diagnostics } = withPlugins(load(files), files, {
    channels: channels === 'none' ? undefined : channels,
    executors: undefined,
  });
  return {
    isModel: model !== undefined,
    said: diagnostics
      .filter(({ severity }) => severity === 'error')
      .map(({ code, at, message, help }) => `${code} ${at.line}:${at.column} ${message} (${help})`),
  };
}

const help = '(the plugin that brings `teams-room` says what it takes)';

test.each([
  ['settings that fit', 'name: teams-room, settings: { room: ops, retries: [1, 2] }', []],
  [
    'a setting of the wrong type, in a list',
    'name: teams-room, settings: { room: ops, retries: [1, two] }',
    [`plugin/bad-settings 3:75 \`retries.1\` of \`room\` must be integer ${help}`],
  ],
  [
    'a setting that is unknown, and one that is missing',
    'name: teams-room, settings: { rom: ops }',
    [
      `plugin/bad-settings 3:49 the settings of \`room\` must have required property 'room' ${help}`,
      `plugin/bad-settings 3:56 \`rom\` of \`room\` is no setting ${help}`,
    ],
  ],
  [
    'no settings',
    'name: teams-room',
    [
      `plugin/bad-settings 3:11 the settings of \`room\` must have required property 'room' ${help}`,
    ],
  ],
  [
    'a name that is misspelt',
    'name: teams-rom',
    [
      'plugin/not-loaded 3:27 no plugin that is loaded brings `teams-rom` (did you mean `teams-room`?)',
    ],
  ],
  [
    'a hostile name of a setting',
    'name: teams-room, settings: { room: ops, __proto__: 1 }',
    [`plugin/bad-settings 3:73 \`__proto__\` of \`room\` is no setting ${help}`],
  ],
])('of a channel with %s is said what is wrong, at its place', (_, plugin, errors) => {
  expect(said(plugin)).toEqual({ isModel: errors.length === 0, said: errors });
});

test('what no plugin brings has a way out', () => {
  expect(said('name: teams-room', new Map()).said).toEqual([
    'plugin/not-loaded 3:27 no plugin that is loaded brings `teams-room` (name its file: `tower watch --plugin FILE`)',
  ]);
});

test('where nothing is delivered, nobody has to bring anything', () => {
  expect(said('name: teams-room, settings: { room: 7 }', 'none')).toEqual({
    isModel: true,
    said: [],
  });
});

test('a schema that is none is a failure and no exception', () => {
  expect([
    settingsCheck({ type: 'strin' }).failure,
    settingsCheck({ $ref: '#/nowhere' }).failure,
  ]).toMatchInlineSnapshot(`
    [
      "schema is invalid: data/type must be equal to one of the allowed values, data/type must be array, data/type must match a schema in anyOf",
      "can't resolve reference #/nowhere from id #",
    ]
  `);
});
