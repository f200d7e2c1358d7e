import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manyFiles, pathOf } from './many-files.ts';
import { median, type Row } from './measure.ts';
import { startWatchProcess } from './watch-process.ts';

const [warmups, runs] = [8, 9];

/** How long a change takes to be live in a real `tower watch`: from the write to the record that says so, the settle time included. */
export async function bench(): Promise<readonly Row[]> {
  const texts = manyFiles();
  const path = pathOf(500);
  const watch = await startWatchProcess(texts);
  try {
    await watch.settled();
    const took: number[] = [];
    const usedMs: number[] = [];
    for (let round = 0; round < warmups + runs; round += 1) {
      const text = (texts.get(path) ?? '').replace(/replicas: \d+/, `replicas: ${10 + round}`);
      const applied = watch.next('config-applied');
      const before = await watch.cpuMs();
      const writtenAt = performance.now();
      writeFileSync(join(watch.folder, path), text);
      await applied;
      took.push(performance.now() - writtenAt);
      usedMs.push((await watch.cpuMs()) - before);
      await watch.settled();
    }
    return [
      {
        name: 'one of 1,000 files changed, 100,000 lines in all: from the write to the record that it is live',
        value: median(took.slice(warmups)),
        unit: 'ms by the clock',
        stretch: { atMost: 400 },
      },
      {
        name: 'the same: CPU until then, that of the threads that collect garbage included',
        value: median(usedMs.slice(warmups)),
        unit: 'ms',
        budget: { atMost: 600 },
        stretch: { atMost: 250 },
      },
    ];
  } finally {
    await watch.end();
  }
}
