import type { CatalogueRow } from './row.ts';

/** A file with two systems, the layers given, and what else is given. */
function layered(layers: readonly string[], ...rest: readonly string[]): string {
  const lines = [
    'tower: v1',
    'systems:',
    '  web: { type: service, dependsOn: { api: hard } }',
    '  api: { type: service, dependsOn: { db: hard } }',
    '  db: { type: database }',
    'layers:',
    ...layers.map((layer) => `  - ${layer}`),
    ...rest,
  ];
  return lines.map((line) => `${line}\n`).join('');
}

const edge = '{ name: edge, match: { systems: [web] } }';
const core = '{ name: core, match: { systems: [api] } }';
const data = '{ name: data, match: { type: database } }';

/** Stage 4 for layers. */
export const layerRows = {
  'layer/several-files': {
    severity: 'error',
    title: '`layers` stands in more than one file',
    explanation:
      'Layers are ordered: a system may depend on its own layer and on those below. Nothing says in which order those of two files would come. Write all of them as one list.',
    example: `-- tower.yaml --\n${layered([core, data])}-- topology/web.yaml --\ntower: v1\nlayers:\n  - ${edge}\n`,
    fixed: `-- tower.yaml --\n${layered([edge, core, data])}`,
  },
  'layer/duplicate-name': {
    severity: 'error',
    title: 'two layers have one name',
    explanation:
      'A message, a policy or a report that names the layer would mean either of them. Rename one, or make them one layer with a wider `match`.',
    example: layered([edge, core, data.replace('name: data', 'name: core')]),
    fixed: layered([edge, core, data]),
  },
  'layer/several-layers': {
    severity: 'error',
    title: 'a system is in two layers',
    explanation:
      'Who may depend on the system, and on whom it may depend, would follow from either layer. Layers do not overlap: narrow one of them, such as with `not`.',
    example: layered([edge, '{ name: core, match: { type: service } }', data]),
    fixed: layered([
      edge,
      '{ name: core, match: { type: service, not: { systems: [web] } } }',
      data,
    ]),
  },
  'layer/violation': {
    severity: 'warning',
    title: 'a dependency is against the order of the layers',
    explanation:
      'A system may depend on systems of its own layer and of the layers below, in a layer that is `strict` on its own and the next one alone. This dependency leads up, or past a layer, so that the layers cannot be changed, or brought up, one after the other. Turn it around, move one of the two systems, or change the layers. A policy over the fact `dependency` with path `$.violatesLayers` makes it an error, which can be waived.',
    example: layered([core, edge, data]),
    fixed: layered([edge, core, data]),
  },
} as const satisfies Record<string, CatalogueRow>;
