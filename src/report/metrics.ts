import type { MetricFamily, MetricSample } from '../model/metric.ts';

export type MetricsFormat = 'prometheus' | 'openmetrics';

/** The type of each format, as a header says it. */
export const metricsTypes: Readonly<Record<MetricsFormat, string>> = {
  prometheus: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
};

/** The format that a header `Accept` asks for: OpenMetrics where it is named with a weight that no other type exceeds. */
export function metricsFormatOf(accept: string): MetricsFormat {
  let [open, other] = [0, 0];
  for (const range of accept.split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const written = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
    const weight = /^[01](?:\.[0-9]{1,3})?$/.test(written) ? Number(written) : 0;
    if (type === 'application/openmetrics-text') {
      open = Math.max(open, weight);
    } else {
      other = Math.max(other, weight);
    }
  }
  return open > 0 && open >= other ? 'openmetrics' : 'prometheus';
}

/** Metrics in the text format of Prometheus 0.0.4, or of OpenMetrics 1.0. */
export function renderMetrics(families: readonly MetricFamily[], format: MetricsFormat): string {
  const isOpen = format === 'openmetrics';
  const lines = families.flatMap((family) => {
    // OpenMetrics names a family of counters without the ending of its samples.
    const named =
      isOpen && family.type === 'counter' ? family.name.replace(/_total$/, '') : family.name;
    return [
      `# HELP ${named} ${escapedHelp(family.help, isOpen)}`,
      `# TYPE ${named} ${family.type}`,
      ...family.samples.map((sample) => lineOf(family.name, sample)),
    ];
  });
  return `${[...lines, ...(isOpen ? ['# EOF'] : [])].join('\n')}\n`;
}

function lineOf(name: string, { suffix, labels, value }: MetricSample): string {
  const written = labels.map(([label, text]) => `${label}="${escapedLabel(text)}"`).join(',');
  return `${name}${suffix ?? ''}${written === '' ? '' : `{${written}}`} ${sayNumber(value)}`;
}

function escapedHelp(text: string, isOpen: boolean): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
  return isOpen ? escaped.replaceAll('"', '\\"') : escaped;
}

function escapedLabel(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

/** A number as both formats write it. */
function sayNumber(value: number): string {
  if (Number.isNaN(value)) {
    return 'NaN';
  }
  if (!Number.isFinite(value)) {
    return value > 0 ? '+Inf' : '-Inf';
  }
  return String(value);
}
