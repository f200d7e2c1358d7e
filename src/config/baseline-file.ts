import type { Baseline } from '../model/baseline.generated.ts';
import { type Diagnostic, diagnostic, type SourceFile } from '../model/diagnostic.ts';
import { baselineSchema, baselineValidator } from './baseline-validator.generated.ts';
import { jsonFault } from './json-fault.ts';
import { jsonSource } from './json-source.ts';
import { linesOf } from './lines.ts';
import { parsedJson } from './parsed-json.ts';
import type { Validator } from './schema-error.ts';
import { schemaMistakes } from './schema-mistakes.ts';

const validator: Validator = baselineValidator;

/** Reads a baseline: what it lists, or why it cannot be used, with places. */
export function readBaseline({
  path,
  text,
}: SourceFile):
  | { readonly baseline: Baseline; readonly diagnostics: readonly [] }
  | { readonly baseline?: undefined; readonly diagnostics: readonly Diagnostic[] } {
  const value = parsedJson(text);
  if (value === undefined) {
    return { diagnostics: [notJson(path, text)] };
  }
  if (validator(value)) {
    return { baseline: value as Baseline, diagnostics: [] }; // The validator has just found it to be one.
  }
  return {
    diagnostics: schemaMistakes(jsonSource({ path, text, linesBefore: 0 }, value), {
      errors: validator.errors ?? [],
      schema: baselineSchema,
      isConfiguration: false,
    }),
  };
}

function notJson(path: string, text: string): Diagnostic {
  const { offset, message } = jsonFault(text) ?? { offset: 0, message: 'it cannot be read' };
  const at = linesOf(path, text).place({ from: offset, to: offset + 1 }, '$');
  return diagnostic('baseline/not-json', at, `this is not JSON: ${message}`, {
    help: 'mend it, or remove it and write it anew with `--update-baseline`',
  });
}
