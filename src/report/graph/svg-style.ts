import { edgeColors, toneColors, tones } from './colors.ts';

/** Of nodes where it is dark around them: dark enough for white text. */
const darkFills: Readonly<Record<(typeof tones)[number], string>> = {
  healthy: '#12331f',
  degraded: '#3d2f06',
  unhealthy: '#4a1513',
  offline: '#5c1414',
  maintenance: '#12294a',
  unknown: '#2c2c2c',
  failed: '#5c1414',
  fails: '#4a1513',
  impaired: '#3d2f06',
  added: '#12331f',
  removed: '#2c2c2c',
  changed: '#3d2f06',
  affected: '#12294a',
};

const light = [
  'text{font:12px ui-monospace,Menlo,Consolas,monospace;fill:#1c1c1c;text-anchor:middle}',
  '.name{font-weight:600}.note{font-size:11px;fill:#444}',
  'rect{fill:#f7f7f7;stroke:#555}.group rect{fill:#ffffff}.ground{fill:#ffffff;stroke:none}',
  '.edge path{fill:none;stroke:#555;stroke-width:1.2}.edge polygon{fill:#555}',
  '.edge text{font-size:10px;fill:#444;stroke:#ffffff;stroke-width:3px;paint-order:stroke}',
  '.thick path{stroke-width:2.2}.dashed path{stroke-dasharray:6 4}.faint path{stroke-dasharray:2 4}',
  '.removed rect,.edge.removed path{stroke-dasharray:4 3}',
  ...tones.map((tone) => {
    const { fill, border } = toneColors[tone];
    return `.node.${tone} rect{fill:${fill};stroke:${border};stroke-width:1.6}`;
  }),
  ...Object.entries(edgeColors).map(([mark, color]) => edgeRule(mark, color)),
];

const darkEdges: Readonly<Record<keyof typeof edgeColors, string>> = {
  carries: '#ff8a80',
  added: '#6fcf97',
  removed: '#a0a0a0',
  changed: '#e2b93b',
};

const dark = [
  'text{fill:#f2f2f2}.note{fill:#c8c8c8}rect{fill:#262626;stroke:#a0a0a0}.group rect{fill:#1a1a1a}',
  '.ground{fill:#0d1117}',
  '.edge path{stroke:#a0a0a0}.edge polygon{fill:#a0a0a0}.edge text{fill:#d0d0d0;stroke:#0d1117}',
  ...tones.map((tone) => `.node.${tone} rect{fill:${darkFills[tone]}}`),
  ...Object.entries(darkEdges).map(([mark, color]) => edgeRule(mark, color)),
];

function edgeRule(mark: string, color: string): string {
  return `.edge.${mark} path{stroke:${color}}.edge.${mark} polygon{fill:${color}}`;
}

/** How a drawing looks where it is light, and where it is dark. */
export const svgStyle = `${light.join('')}@media (prefers-color-scheme:dark){${dark.join('')}}`;
