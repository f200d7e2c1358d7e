// The public API, documented in docs/library.md. Nothing else re-exports.

export type { BatchFile } from './config/batch.ts';
export { readBatches } from './config/batch.ts';
export type { BatchScanner } from './config/batch-scanner.ts';
export { batchScanner } from './config/batch-scanner.ts';
export type { Loaded } from './config/load.ts';
export { load } from './config/load.ts';
export type { Loader } from './config/loader.ts';
export { newLoader } from './config/loader.ts';
export type { Inclusion, ProjectFiles } from './config/project.ts';
export { inclusionOf, scenarioInclusionOf } from './config/project.ts';
export type { ReadingsFile } from './config/read-readings.ts';
export { readReadings } from './config/read-readings.ts';
export type { StateFile } from './config/state-file.ts';
export { readState } from './config/state-file.ts';
export type { Step } from './evaluate/evaluate.ts';
export { evaluate, evaluateReadings } from './evaluate/evaluate.ts';
export type { State } from './evaluate/state.ts';
export { emptyState, forkState, loadState, migrateState, saveState } from './evaluate/state.ts';
export type { Verdict, VerdictOptions } from './evaluate/verdict.ts';
export { verdict } from './evaluate/verdict.ts';
export type { Batch } from './model/batch.generated.ts';
export type { DiagnosticCode } from './model/catalogue.ts';
export type { ByteFile, Diagnostic, Related, Severity, SourceFile } from './model/diagnostic.ts';
export type { Letter, Order } from './model/letter.ts';
export type { Location } from './model/location.ts';
export type { Model } from './model/model.ts';
export type { Readings, Samples } from './model/readings.ts';
export type {
  Alert,
  Finding,
  Incident,
  Notification,
  Report,
  Run,
} from './model/report.generated.ts';
export type { ScenarioResults } from './model/scenario-results.ts';
export type { SavedState } from './model/state.generated.ts';
export type { Vocabulary } from './model/vocabulary.ts';
export { vocabularyOf } from './model/vocabulary.ts';
export type { Courier, Delivery } from './ports/channel.ts';
export type { HttpRequest } from './ports/http.ts';
export type {
  ChannelPlugin,
  Destination,
  Executor,
  ExecutorPlugin,
  Plugin,
  PluginTools,
} from './ports/plugin.ts';
export type { Attempt } from './ports.ts';
export type { Format, RenderContext, Validation } from './report/context.ts';
export { renderReport, renderValidation } from './report/render.ts';
export type { ScenarioFormat } from './report/scenarios/formats.ts';
export { renderScenarios } from './report/scenarios/render.ts';
export type { RanScenarios, ScenarioInput, ScenarioOptions } from './scenario/run-scenarios.ts';
export { runScenarios } from './scenario/run-scenarios.ts';
