import type { Topology } from '../graph/topology.ts';
import type { Model } from '../model/model.ts';
import type { Group, Report, System } from '../model/report.generated.ts';
import type { SystemDrift } from './drift.ts';
import type { DriftOutcome } from './drift-findings.ts';
import type { SeriesValue } from './standing.ts';
import type { Structure } from './structure.ts';

/** What the earlier passes found out, as far as policies can ask for it. */
export interface Judged {
  readonly model: Model;
  readonly topology: Topology;
  readonly structure: Structure;
  /** The instant of the batch, in milliseconds. */
  readonly now: number;
  /** In the order of the systems of the model. */
  readonly systems: readonly System[];
  /** In the order of the groups of the model. */
  readonly groups: readonly Group[];
  readonly overall: Report['overall'];
  /** What runs of a system, by its index, against what is declared; undefined where that was never observed. */
  readonly drift: (system: number) => SystemDrift | undefined;
  readonly driftOutcomes: readonly DriftOutcome[];
  /** The last value of a signal of a system, undefined where none was ever seen. */
  readonly series: (system: string, signal: string) => SeriesValue | undefined;
}
