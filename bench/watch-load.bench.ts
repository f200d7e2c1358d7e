import { type LoadResult, sendFromOutside, startBareListener } from './listener-load.ts';
import type { Row } from './measure.ts';
import { startWatchProcess } from './watch-process.ts';

const perSecond = 10_000;
const connections = 32;

/**
 * Batches of ten signals that a real `tower watch` accepts from another process, each answered once it is on the disk, while it judges a
 * fleet of 1,000 systems: the CPU that it takes for each, what it takes at most, and how long answers take at 10,000 a second.
 */
export async function bench(): Promise<readonly Row[]> {
  const watch = await startWatchProcess(new Map([['tower.yaml', fleet()]]));
  const bare = await startBareListener();
  try {
    const load = { port: watch.port, connections };
    await sendFromOutside({ ...load, batchesPerRequest: 1, requests: 10_000 });
    const rows: Row[] = [];
    for (const [batchesPerRequest, cpuBudget] of cpuBudgets) {
      const requests = Math.round(40_000 / Math.sqrt(batchesPerRequest));
      const before = await watch.cpuMs();
      const most = accepted(await sendFromOutside({ ...load, batchesPerRequest, requests }));
      const usedMs = (await watch.cpuMs()) - before;
      const pace = {
        connections,
        batchesPerRequest,
        requests: (3 * perSecond) / batchesPerRequest,
        batchesPerSecond: perSecond,
      };
      const alone = await sendFromOutside({ ...pace, port: bare.port });
      const paced = accepted(await sendFromOutside({ ...pace, port: watch.port }));
      const name = `${batchesPerRequest} a request`;
      rows.push(
        {
          name: `${name}: CPU for one batch`,
          value: (1_000 * usedMs) / (requests * batchesPerRequest),
          unit: 'µs',
          budget: { atMost: cpuBudget },
        },
        { name: `${name}: at most`, value: most.batchesPerSecond, unit: 'batches/s' },
        {
          name: `${name}: 99 of 100 answers, at 10,000 batches/s`,
          value: paced.p99Ms,
          unit: 'ms by the clock',
          // By the clock a machine that others use is measured, too: so the same is asked of HTTP alone just before.
          peer: { name: 'HTTP alone', value: alone.p99Ms },
          // No budget: beside others at work this says more of them than of the watch.
          stretch: { atMost: 50 },
        },
      );
    }
    return rows;
  } finally {
    await Promise.all([watch.end(), bare.stop()]);
  }
}

/** How many batches a request, and the CPU that one of them may take, in microseconds. */
const cpuBudgets = [
  [1, 140],
  [10, 40],
  [100, 25],
] as const;

function accepted(result: LoadResult): LoadResult {
  if (result.otherAnswers > 0) {
    throw new Error(`${result.otherAnswers} requests were not accepted`);
  }
  return result;
}

/** Chains of ten, each with a threshold that the signals of the batches are held against. */
function fleet(): string {
  const systems = Array.from({ length: 1_000 }, (_, index) => {
    const needed = index % 10 === 0 ? '' : `, dependsOn: { system-${index - 1}: soft }`;
    return `  system-${index}: { type: service${needed} }`;
  });
  return `tower: v1
systems:
${systems.join('\n')}
thresholds:
  slow: { match: { type: service }, signal: latency, warn: 200, critical: 500 }
`;
}
