// The public API. Nothing else re-exports.

export type { Loaded } from './config/load.ts';
export { load } from './config/load.ts';
export type { Step } from './evaluate/evaluate.ts';
export { evaluate, evaluateReadings } from './evaluate/evaluate.ts';
export type { State } from './evaluate/state.ts';
export { emptyState, forkState, loadState, migrateState, saveState } from './evaluate/state.ts';
export type { VerdictOptions } from './evaluate/verdict.ts';
export { verdict } from './evaluate/verdict.ts';
export type { Batch } from './model/batch.generated.ts';
export type { DiagnosticCode } from './model/catalogue.ts';
export type { Diagnostic, Related, Severity, SourceFile } from './model/diagnostic.ts';
export type { Location } from './model/location.ts';
export type { Model } from './model/model.ts';
export type { Report } from './model/report.generated.ts';
export type { SavedState } from './model/state.generated.ts';
export type { Format, RenderContext, Validation } from './report/context.ts';
export { renderReport, renderValidation } from './report/render.ts';
