import type { CatalogueRow } from './row.ts';

function room(plugin: string): string {
  return `tower: v1
systems:
  web: { type: service, owner: shop }
thresholds:
  slow: { match: { systems: [web] }, signal: latency, warn: 200 }
channels:
  room: { plugin: { ${plugin} } }
routes:
  - { notify: [room] }
`;
}

/** What plugins say of a configuration, where they are loaded. */
export const pluginRows = {
  'plugin/bad-settings': {
    severity: 'error',
    title: 'settings of a plugin do not fit',
    explanation:
      'The `settings` of a destination are judged by the schema that its plugin brings, once the plugin is loaded: `tower validate` runs no code and does not know it. Correct the settings; the documents of the plugin say what it takes.',
    example: room('name: teams-room, settings: { room: 7 }'),
    fixed: room('name: teams-room, settings: { room: operations }'),
  },
  'plugin/not-loaded': {
    severity: 'error',
    title: 'a plugin is not loaded',
    explanation:
      'A configuration names what a plugin brings, and the operator loads plugins: `tower watch --plugin FILE`, as often as there are files. Without it, nobody could be told, so that a watch that delivers does not begin, and keeps what it has where a change names it. Correct the name, or load the plugin.',
    example: room('name: teams-rom, settings: { room: operations }'),
    fixed: room('name: teams-room, settings: { room: operations }'),
  },
} as const satisfies Record<string, CatalogueRow>;
