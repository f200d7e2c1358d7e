import { alertingRows } from './catalogue/alerting.ts';
import { fileRows } from './catalogue/files.ts';
import { importRows } from './catalogue/imports.ts';
import { layerRows } from './catalogue/layers.ts';
import { overlayRows } from './catalogue/overlays.ts';
import { pluginRows } from './catalogue/plugins.ts';
import { policyRows } from './catalogue/policies.ts';
import type { CatalogueRow } from './catalogue/row.ts';
import { ruleRows } from './catalogue/rules.ts';
import { scenarioRows } from './catalogue/scenarios.ts';
import { schemaRows } from './catalogue/schema.ts';
import { thresholdRows } from './catalogue/thresholds.ts';
import { topologyRows } from './catalogue/topology.ts';
import { yamlRows } from './catalogue/yaml.ts';

/** Every diagnostic that there is, by code, in the order of the stages. */
export const catalogue = {
  ...fileRows,
  ...overlayRows,
  ...yamlRows,
  ...schemaRows,
  ...topologyRows,
  ...layerRows,
  ...thresholdRows,
  ...ruleRows,
  ...policyRows,
  ...alertingRows,
  ...scenarioRows,
  ...importRows,
  ...pluginRows,
} as const satisfies Record<string, CatalogueRow>;

export type DiagnosticCode = keyof typeof catalogue;
