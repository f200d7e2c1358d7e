import type { CatalogueRow } from './row.ts';

/** Overlays of environments. */
export const overlayRows = {
  'overlay/unknown': {
    severity: 'error',
    title: 'an overlay changes or removes something that there is not',
    explanation:
      'The overlay of an environment changes and removes what the other files define. This id or path is not among it, most often because it is misspelt or was renamed there; then the environment would silently lack the change. Correct it. What there is in this environment alone stands under `add`.',
    example:
      '-- tower.yaml --\ntower: v1\n-- topology/main.yaml --\ntower: v1\nsystems:\n  checkout: { type: service }\n-- tower.prod.yaml --\ntower: v1\nsystems:\n  chekout: { replicas: 6 }\n',
    fixed:
      '-- tower.yaml --\ntower: v1\n-- topology/main.yaml --\ntower: v1\nsystems:\n  checkout: { type: service }\n-- tower.prod.yaml --\ntower: v1\nsystems:\n  checkout: { replicas: 6 }\n',
  },
  'overlay/fixed': {
    severity: 'error',
    title: 'an overlay says which files belong',
    explanation:
      'Which files belong to the project is said once, in tower.yaml, so that all environments are of the same files. In an overlay `config.include` and `config.scenarios` would change nothing. Write them in tower.yaml; what an environment has of its own stands in its overlay.',
    example:
      '-- tower.yaml --\ntower: v1\n-- topology/main.yaml --\ntower: v1\n-- tower.prod.yaml --\ntower: v1\nconfig: { include: ["prod/**/*.yaml"] }\n',
    fixed:
      '-- tower.yaml --\ntower: v1\n-- topology/main.yaml --\ntower: v1\n-- tower.prod.yaml --\ntower: v1\nconfig: { name: shop-prod }\n',
  },
  'overlay/several': {
    severity: 'error',
    title: 'two overlays are given at once',
    explanation:
      'A configuration is loaded in one environment, or in none. A program has handed over the overlays of two, and nothing says which of them would count. The command line never does: it takes the one that `--env` names.',
    example:
      '-- tower.yaml --\ntower: v1\n-- tower.prod.yaml --\ntower: v1\n-- tower.staging.yaml --\ntower: v1\n',
    fixed: '-- tower.yaml --\ntower: v1\n-- tower.prod.yaml --\ntower: v1\n',
  },
} as const satisfies Record<string, CatalogueRow>;
