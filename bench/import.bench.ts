import { importDifferences } from '../src/analysis/import-differences.ts';
import { load } from '../src/config/load.ts';
import { draftsOf } from '../src/import/draft.ts';
import { fileText } from '../src/import/draft-yaml.ts';
import { identified } from '../src/import/identify.ts';
import { serviceGraphOf } from '../src/import/service-graph.ts';
import { additionsOf, updated } from '../src/import/update.ts';
import type { SourceFile } from '../src/model/diagnostic.ts';
import type { Imported } from '../src/model/imported.ts';
import type { Model } from '../src/model/model.ts';
import { type Bench, cpuMs } from './measure.ts';

const seriesCount = 100_000;
const systemCount = 2_000;
const nothing = { systems: [], systemById: new Map(), groupById: new Map() };
const ignored = { systems: new Set<string>(), calls: new Set<string>() };

/** The metrics of a service graph as a collector exports them, and a fleet of thousands brought up to date with it. */
export const bench: Bench = () => {
  const metrics = { path: 'metrics.txt', text: metricsText() };
  const imported = importedFrom(metrics);
  const model = modelOf(yamlOf(imported));
  const before = { path: 'tower.yaml', text: yamlOf(withoutSome(imported)) };
  return [
    {
      name: `read metrics: ${seriesCount} series, ${imported.calls.length} calls`,
      value: cpuMs(() => void importedFrom(metrics)),
      unit: 'ms',
      budget: { atMost: 400 },
    },
    {
      name: `print as YAML: ${systemCount} systems`,
      value: cpuMs(() => void yamlOf(imported)),
      unit: 'ms',
    },
    {
      name: 'differences from the same configuration',
      value: cpuMs(() => void differencesFrom(imported, model)),
      unit: 'ms',
      budget: { atMost: 400 },
    },
    {
      name: 'add what is new to the file, and read it again',
      value: cpuMs(() => void updateOf(imported, before)),
      unit: 'ms',
      budget: { atMost: 1_500 },
    },
  ];
};

/** Counters and histograms with twenty series a call. */
function metricsText(): string {
  const lines: string[] = ['# TYPE traces_service_graph_request_total counter'];
  for (let call = 0; lines.length < seriesCount; call += 1) {
    const client = call % systemCount;
    const server = (client + 1 + (call % 7) * 13) % systemCount;
    const labels = `client="service-${client}",server="service-${server}",connection_type=""`;
    lines.push(`traces_service_graph_request_total{${labels}} ${call + 1} 1795272735000`);
    for (const side of ['client', 'server']) {
      const name = `traces_service_graph_request_${side}_seconds`;
      lines.push(
        ...[0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4].map(
          (bound) => `${name}_bucket{${labels},le="${bound}"} ${call}`,
        ),
        `${name}_sum{${labels}} ${call * 0.37}`,
        `${name}_count{${labels}} ${call}`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}

function importedFrom(file: SourceFile): Imported {
  const { imported } = serviceGraphOf(file);
  if (imported === undefined) {
    throw new Error('the metrics were not read');
  }
  return imported;
}

/** Without every tenth system and what it calls or is called by. */
function withoutSome(imported: Imported): Imported {
  const isKept = (name: string): boolean => !name.endsWith('7');
  return {
    ...imported,
    systems: imported.systems.filter(({ name }) => isKept(name)),
    calls: imported.calls.filter(({ from, to }) => isKept(from) && isKept(to)),
  };
}

function yamlOf(imported: Imported): string {
  const { idByName } = identified(imported, nothing);
  return fileText(draftsOf(imported, idByName), { source: 'otel', file: 'metrics.txt' });
}

function modelOf(text: string): Model {
  const { model, diagnostics } = load([{ path: 'tower.yaml', text }]);
  if (model === undefined) {
    throw new Error(`the configuration was not loaded: ${diagnostics[0]?.message}`);
  }
  return model;
}

function differencesFrom(imported: Imported, model: Model) {
  return importDifferences(model, {
    imported,
    idByName: identified(imported, model).idByName,
    ignored,
  });
}

function updateOf(imported: Imported, file: SourceFile): void {
  const model = modelOf(file.text);
  const { idByName } = identified(imported, model);
  const additions = additionsOf(differencesFrom(imported, model), draftsOf(imported, idByName));
  const { systems } = updated(file, additions, { source: 'otel', file: 'metrics.txt' });
  if (systems.length === 0) {
    throw new Error('nothing was added');
  }
}
