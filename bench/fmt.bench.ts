import { parseDocument } from 'yaml';
import { formatted } from '../src/format/format.ts';
import { type Bench, cpuMs } from './measure.ts';

/** Files put into canonical form, against the library that reads a document with its comments and writes it again. */
export const bench: Bench = () => {
  const small = fileText(125);
  const large = fileText(12_500);
  const form = formatted({ path: 'large.yaml', text: large }).text ?? '';
  return [
    {
      name: 'format 1,000 lines',
      value: cpuMs(() => void formOf(small), { runs: 5, warmups: 2 }),
      unit: 'ms',
      peer: {
        name: 'yaml: parseDocument, String',
        value: cpuMs(() => void String(parseDocument(small)), { runs: 5, warmups: 2 }),
      },
    },
    {
      name: 'format 100,000 lines',
      value: cpuMs(() => void formOf(large), { runs: 1 }),
      unit: 'ms',
      budget: { atMost: 5_000 },
    },
    {
      name: 'check 100,000 lines that are in canonical form',
      value: cpuMs(() => void formOf(form), { runs: 1 }),
      unit: 'ms',
      budget: { atMost: 3_000 },
    },
  ];
};

function formOf(text: string): number {
  return formatted({ path: 'a.yaml', text }).text?.length ?? 0;
}

/** Systems in no order, each with eight lines, comments and other habits. */
function fileText(systems: number): string {
  const parts = Array.from({ length: systems }, (_, index) => {
    const id = (index * 7_919) % systems;
    const [first, second] = [(id + 1) % systems, (id + 2) % systems];
    return `  s${id}:
    replicas: 2   # two
    type: service
    # whom it needs
    dependsOn:
      s${first}: {kind: hard}
      s${second}: soft

`;
  });
  return `tower: v1\nsystems:\n${parts.join('')}`;
}
