// The public API. Nothing else re-exports.

export type { BatchFile } from './config/batch.ts';
export { readBatches } from './config/batch.ts';
export type { BatchScanner } from './config/batch-scanner.ts';
export { batchScanner } from './config/batch-scanner.ts';
export type { Loaded } from './config/load.ts';
export { load } from './config/load.ts';
export type { ReadingsFile } from './config/read-readings.ts';
export { readReadings } from './config/read-readings.ts';
export type { Step } from './evaluate/evaluate.ts';
export { evaluate, evaluateReadings } from './evaluate/evaluate.ts';
export type { State } from './evaluate/state.ts';
export { emptyState, forkState, loadState, migrateState, saveState } from './evaluate/state.ts';
export type { VerdictOptions } from './evaluate/verdict.ts';
export { verdict } from './evaluate/verdict.ts';
export type { Batch } from './model/batch.generated.ts';
export type { DiagnosticCode } from './model/catalogue.ts';
export type { ByteFile, Diagnostic, Related, Severity, SourceFile } from './model/diagnostic.ts';
export type { Location } from './model/location.ts';
export type { Model } from './model/model.ts';
export type { Readings, Samples } from './model/readings.ts';
export type { Report } from './model/report.generated.ts';
export type { SavedState } from './model/state.generated.ts';
export type { Vocabulary } from './model/vocabulary.ts';
export { vocabularyOf } from './model/vocabulary.ts';
export type { Format, RenderContext, Validation } from './report/context.ts';
export { renderReport, renderValidation } from './report/render.ts';
