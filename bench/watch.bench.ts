import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { systemFiles } from '../src/adapters/files.ts';
import { readConfiguration } from '../src/cli/watch/read-configuration.ts';
import { load } from '../src/config/load.ts';
import { newLoader } from '../src/config/loader.ts';
import { evaluate } from '../src/evaluate/evaluate.ts';
import { emptyState, type State } from '../src/evaluate/state.ts';
import type { Model } from '../src/model/model.ts';
import { sayInstant } from '../src/model/time.ts';
import type { World } from '../src/ports.ts';
import { largeFile, manyFiles, pathOf } from './many-files.ts';
import { cpuMs, type Row } from './measure.ts';

/** From a file that was written to the report of the first step with it: what of a reload is work, and not waiting. */
export function bench(): readonly Row[] {
  return [
    reload('one of 1,000 files changed, 100,000 lines in all', 250, {
      texts: manyFiles(),
      path: pathOf(500),
    }),
    reload('the one file of 1,000 lines changed', 30, {
      texts: largeFile(),
      path: 'topology/large.yaml',
    }),
  ];
}

interface Project {
  readonly texts: ReadonlyMap<string, string>;
  /** The file that changes. */
  readonly path: string;
}

function reload(name: string, budgetMs: number, { texts, path }: Project): Row {
  const folder = mkdtempSync(join(tmpdir(), 'tower-bench-'));
  try {
    for (const [file, text] of texts) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const world = { files: systemFiles } as World;
    const loader = newLoader();
    let state = emptyState();
    let round = 0;
    const changed = (): void => {
      round += 1;
      const text = (texts.get(path) ?? '').replace(/replicas: \d+/, `replicas: ${2 + (round % 7)}`);
      writeFileSync(join(folder, path), text);
      const { model } = loader.load(readConfiguration(world, { folder }).files);
      state = stepped(model, state, round);
    };
    const value = cpuMs(changed, { runs: 9, warmups: 8 });
    const files = (): Parameters<typeof load>[0] =>
      [...texts].map(([file, text]) => ({ path: file, text }));
    const peer = cpuMs(() => load(files()), { runs: 5, warmups: 2 });
    return {
      name: `${name}: read, loaded, and the first step with it`,
      value,
      unit: 'ms',
      peer: { name: 'loading from nothing', value: peer },
      budget: { atMost: budgetMs },
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A step by another model, in which every followed series is heard of at first, and nothing later on. */
function stepped(model: Model | undefined, state: State, round: number): State {
  if (model === undefined) {
    throw new Error('the configuration has errors');
  }
  const signals = model.systems.flatMap(({ id, thresholds }) =>
    round === 1
      ? [...thresholds.keys()].map((signal) => ({
          system: id,
          signal,
          value: signal === 'availability' ? 1 : 0,
        }))
      : [],
  );
  const at = sayInstant(1_800_000_000_000 + round * 1_000);
  return evaluate(model, state, { at, signals }).state;
}
