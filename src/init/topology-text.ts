import type { DraftSystem } from '../import/draft.ts';
import { mark, printable, systemLines } from '../import/draft-yaml.ts';

/** Systems as a file of the topology. */
export function topologyText(drafts: readonly DraftSystem[], names: readonly string[]): string {
  return [
    `# From ${names.map((name) => printable(name, 120)).join(', ')}. What is marked \`${mark}\` is a guess: change it or not, and remove the mark.`,
    'tower: v1',
    '',
    'systems:',
    ...drafts.flatMap((draft) => systemLines(draft, 2, 2)),
    '',
  ].join('\n');
}

/** Three systems to begin with, where nothing was found. */
export const starterTopology = `# Three systems to begin with. Replace them by your own: what it is, how much it matters, who answers for it, what it needs.
tower: v1

# For the systems of this file. A system may say otherwise.
defaults:
  owner: shop

systems:
  web:
    type: service
    criticality: high
    replicas: 2
    dependsOn:
      orders: hard          # web cannot work without it: it fails with it
  orders:
    type: service
    criticality: high
    replicas: 2
    dependsOn:
      orders-db: hard
  orders-db:
    type: database
    criticality: high
    replicas: 2             # the loss of one of them is survived
`;
