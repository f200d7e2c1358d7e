// The compiled configuration: every default applied, every reference resolved, every list sorted by id (code-unit order).
import type { Channel, Escalation, Executor, Route, Silence } from './alerting.ts';
import type { AbsentAs, Criticality, Failing, PriorityName, Probe } from './config.generated.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { DriftPart } from './drift-rules.ts';
import type { Location } from './location.ts';
import type { Status } from './report.generated.ts';
import type { FactRead, FactSource, FactValue, Trace } from './trace.ts';

/** What a whole configuration compiles to. Immutable; a change makes a new one. */
export interface Model {
  readonly name: string;
  /** 12 hex digits of the content of all files. */
  readonly revision: string;
  /** The environment whose overlay is laid over the files; absent where none is. */
  readonly environment?: string;
  readonly settings: Settings;
  readonly catalog: CompiledCatalog;
  readonly regions: ReadonlyMap<string, Region>;
  readonly signals: ReadonlyMap<string, Signal>;
  readonly resources: readonly Resource[];
  readonly systems: readonly System[];
  readonly systemById: ReadonlyMap<string, System>;
  readonly groups: readonly Group[];
  readonly groupById: ReadonlyMap<string, Group>;
  /** Ids of systems and groups whose weak points matter most. */
  readonly targets: readonly string[];
  /** From top to bottom. */
  readonly layers: readonly Layer[];
  /** The layer of each system that is in one, by id. */
  readonly layerOf: ReadonlyMap<string, Layer>;
  readonly thresholds: readonly Threshold[];
  /** In order of evaluation: priority (largest first), then file and place. */
  readonly policies: readonly Policy[];
  /** Named conditions as they were written, for comparisons: those of policies are compiled into them. */
  readonly conditions?: ReadonlyMap<string, unknown>;
  readonly windows: readonly MaintenanceWindow[];
  readonly waivers: readonly Waiver[];
  readonly channels: ReadonlyMap<string, Channel>;
  readonly executors: ReadonlyMap<string, Executor>;
  readonly escalations: ReadonlyMap<string, Escalation>;
  /** In order: the first that matches counts. */
  readonly routes: readonly Route[];
  /** Sorted by id. */
  readonly silences: readonly Silence[];
  /** Warnings and infos of validation; a model never has errors. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface Settings {
  readonly everyMs: number;
  readonly lateAfterMs: number | undefined;
  readonly waiverMaxDays: number;
  readonly waiverRequireTicket: boolean;
  readonly drift: DriftSettings;
}

/** How each rule about drift counts. */
export interface DriftSettings extends Readonly<Record<DriftPart, DriftSetting>> {
  /** How old an observation may be. */
  readonly staleMs: number;
}

export interface DriftSetting {
  readonly enforcement: Policy['enforcement'];
  /** Where it is said, or could be. */
  readonly at: Location;
}

export interface CompiledCatalog {
  /** Points, 0 to 100, and what stands for the status with --ascii. */
  readonly statuses: Readonly<Record<Status, { readonly score: number; readonly icon: string }>>;
  readonly criticalities: Readonly<Record<Criticality, CriticalityRow>>;
  readonly kinds: ReadonlyMap<string, DependencyKind>;
  readonly protocols: ReadonlyMap<string, Protocol>;
  /** Priority of an alert, by severity and criticality. */
  readonly severities: Readonly<
    Record<'critical' | 'warn', Readonly<Record<Criticality, PriorityName>>>
  >;
  readonly priorities: Readonly<Record<PriorityName, PriorityRow>>;
  /** Windows of escalation levels, in milliseconds, by level. */
  readonly levels: ReadonlyMap<string, number>;
  readonly types: ReadonlyMap<string, SystemType>;
}

export interface PriorityRow {
  /** Time to acknowledge; undefined where nobody has to. */
  readonly respondMs: number | undefined;
  /** Time at a level of an escalation; undefined where it does not escalate by itself. */
  readonly escalateAfterMs: number | undefined;
}

export interface CriticalityRow {
  /** Larger is more critical. */
  readonly rank: number;
  /** In hundredths. */
  readonly weight: number;
  readonly responseSlaMs: number;
  readonly redundancy: boolean;
  /** Monitoring interval. */
  readonly everyMs: number;
}

export interface DependencyKind {
  readonly id: string;
  /** In hundredths: 80 is 0.8. */
  readonly impact: number;
  readonly propagates: boolean;
}

export interface Protocol {
  readonly id: string;
  readonly timeoutMs: number | null;
  readonly retryable: boolean;
}

/** A system type with what it inherits. */
export interface SystemType {
  readonly id: string;
  /** In hundredths. */
  readonly weight: number;
  /** Primary signals, sorted. */
  readonly signals: readonly string[];
  /** The types it extends, nearest first. */
  readonly ancestors: readonly string[];
}

export interface Region {
  readonly id: string;
  readonly zones: readonly string[];
  readonly failover: readonly string[];
  readonly residency: string | undefined;
  /** That all of its systems are down at any moment, 0 to 1. */
  readonly failureProbability: number | undefined;
}

export interface Signal {
  readonly id: string;
  readonly unit: string | undefined;
  /** For words, `lower`: their index in `values` grows as they get worse. */
  readonly better: 'lower' | 'higher';
  readonly min: number | undefined;
  readonly max: number | undefined;
  /** Words, best first. */
  readonly values: readonly string[] | undefined;
  readonly absentAs: AbsentAs | undefined;
  /** PromQL that asks for it. */
  readonly prometheus: string | undefined;
}

export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly kind: 'held' | 'rate' | 'budget';
  readonly unit: string;
  readonly capacity: number;
  readonly region: string | undefined;
  readonly costPerUnitHour: number;
  readonly at: Location;
  readonly origins: Origins;
}

/** Where each value came from, by its path inside the item: `replicas`, `labels.domain`, `dependsOn.db`. */
export type Origins = ReadonlyMap<string, Location>;

export interface System {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly criticality: Criticality;
  readonly owner: string | undefined;
  readonly region: string | undefined;
  readonly zone: string | undefined;
  readonly version: string | undefined;
  readonly configHash: string | undefined;
  readonly description: string | undefined;
  readonly replicas: number;
  readonly labels: ReadonlyMap<string, string>;
  readonly provides: readonly string[];
  readonly uses: readonly Use[];
  readonly dependsOn: readonly Dependency[];
  readonly probe: Probe | undefined;
  /** Where `probe: {heartbeat}` is declared. */
  readonly heartbeatTimeoutMs: number | undefined;
  readonly detectWithinMs: number | undefined;
  readonly logical: boolean;
  /** That it is down at any moment, 0 to 1: as declared, or `mttr / (mtbf + mttr)`. */
  readonly failureProbability: number | undefined;
  readonly proxyFor: string | undefined;
  /** Type weight × criticality weight, an integer in ten-thousandths. */
  readonly weight: number;
  /** Ids of the groups it is a member of. */
  readonly groups: readonly string[];
  /** The winning threshold for each of its signals, by signal. */
  readonly thresholds: ReadonlyMap<string, Threshold>;
  /** Ids that it had before, the latest first; undefined where there were none. */
  readonly renamedFrom: readonly string[] | undefined;
  /** Place of its id. */
  readonly at: Location;
  readonly origins: Origins;
  /** Where values stood that the overlay of an environment replaced, by the keys of `origins`. */
  readonly covered?: Origins;
}

export interface Use {
  readonly resource: string;
  readonly request: number;
  readonly limit: number | undefined;
}

export interface Dependency {
  readonly from: string;
  /** Id of a system or a group. */
  readonly to: string;
  readonly kind: string;
  readonly protocol: string | undefined;
  /** Time limit of one call, the protocol's where none is given; undefined where there is none. */
  readonly timeoutMs: number | undefined;
  readonly retries: number;
  readonly fallback: string | undefined;
  readonly at: Location;
}

export interface Group {
  readonly id: string;
  readonly members: readonly string[];
  readonly need: number;
  readonly spread: 'region' | 'zone' | undefined;
  readonly at: Location;
}

/** A part of the topology whose systems depend on their own layer and on those below. */
export interface Layer {
  readonly name: string;
  /** 0 is the top. */
  readonly index: number;
  /** Whether its systems may depend on their own layer and the next one alone. */
  readonly strict: boolean;
  readonly at: Location;
}

/**
 * What became a function, as it was written: for comparisons of one model with another. Undefined where nothing was written, or not in
 * a file.
 */
export interface Written {
  readonly written?: unknown;
}

/** A selection of systems, compiled: lists mean any of, keys mean all of. Types include those that extend them. */
export type Matches = (system: System) => boolean;

export type LevelName = 'warn' | 'critical';

export interface Level {
  readonly name: LevelName;
  /** Number, or index of the word. Inclusive. */
  readonly limit: number;
  /** The limit as written, for people. */
  readonly limitText: string;
  /** Number at which, or beyond which on the good side, it is clear; undefined: strictly on the good side of the limit. */
  readonly clear: number | undefined;
  readonly forMs: number;
  readonly as: Failing;
  readonly at: Location;
}

export interface Threshold extends Written {
  readonly id: string;
  readonly signal: string;
  readonly warn: Level | undefined;
  readonly critical: Level | undefined;
  readonly keepFiringMs: number;
  /** Undefined: three monitoring intervals of the criticality. */
  readonly absentForMs: number | undefined;
  readonly absentAs: AbsentAs;
  /** How soon after its end an alert that fires again is the same episode. */
  readonly reopenWithinMs: number;
  readonly runbook: string | undefined;
  /** Ids that it had before, the latest first; undefined where there were none. */
  readonly renamedFrom: readonly string[] | undefined;
  readonly at: Location;
}

export type Scope = 'system' | 'dependency' | 'resource' | 'repo';

export interface Policy extends Written {
  readonly id: string;
  readonly title: string | undefined;
  readonly enforcement: 'hard' | 'warn' | 'shadow' | 'off';
  readonly scope: Scope;
  readonly priority: number;
  readonly matches: Matches | undefined;
  /** Whether `rule` must hold or must not. */
  readonly mode: 'require' | 'deny';
  readonly rule: CompiledRule;
  readonly message: readonly MessagePart[];
  readonly fix: string | undefined;
  readonly docs: string | undefined;
  readonly at: Location;
  /** Place of a condition inside the policy or a named one, by the keys of a trace. */
  readonly origins: Origins;
}

/** Text, or a fact and a path whose value stands in its place. */
export type MessagePart =
  | { readonly text: string }
  | { readonly fact: string; readonly path: string };

/** A condition that runs: both never throw, and both read only what the source gives. */
export interface CompiledRule {
  /** `value` is that of the fact `about`, where it is at hand already: most rules look at nothing else. */
  readonly matches: (facts: FactSource, value?: FactValue) => boolean;
  /** The fact that it is mostly about; undefined where it looks only at facts with parameters. */
  readonly about: string | undefined;
  /** The same result with every part of it; nothing is cut short. */
  readonly explain: (facts: FactSource) => Trace;
  /** All that it may look at, on both sides of its comparisons and in the conditions it refers to. */
  readonly reads: readonly FactRead[];
}

export interface MaintenanceWindow extends Written {
  readonly id: string;
  readonly matches: Matches;
  /** Local times of `timezone`. */
  readonly schedule:
    | { readonly once: LocalTime; readonly forMs: number }
    | {
        /** 0 is Sunday. */
        readonly weekly: readonly number[];
        readonly hour: number;
        readonly minute: number;
        readonly forMs: number;
      };
  readonly timezone: string;
  readonly masks: boolean;
  readonly suppresses: boolean;
  readonly reason: string;
  readonly ticket: string | undefined;
  readonly at: Location;
}

/** A time of day on a day, without a zone. Months count from 1. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

export interface Waiver {
  readonly id: string;
  readonly policy: string;
  readonly subjects: readonly string[];
  readonly reason: string;
  readonly ticket: string | undefined;
  readonly approvedBy: string;
  /** Last day, UTC, as written. */
  readonly expires: string;
  /** First instant after the last day. */
  readonly endsAt: number;
  readonly at: Location;
}

export type {
  Channel,
  ChannelKind,
  Escalation,
  EscalationStep,
  Executor,
  GroupKey,
  Route,
  Silence,
} from './alerting.ts';
