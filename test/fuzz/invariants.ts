import { expect } from 'vitest';
import { load } from '../../src/config/load.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { emptyState } from '../../src/evaluate/state.ts';
import { catalogue } from '../../src/model/catalogue.ts';
import type { Diagnostic, SourceFile } from '../../src/model/diagnostic.ts';
import type { Location } from '../../src/model/location.ts';
import type { Model } from '../../src/model/model.ts';
import { formats, type RenderContext } from '../../src/report/context.ts';
import { renderReport, renderValidation } from '../../src/report/render.ts';

const prototypes = [Object.prototype, Array.prototype, String.prototype, Number.prototype];
const untouched = prototypes.map((prototype) => Reflect.ownKeys(prototype));

/** What no input may do: leave something behind for everybody. */
export function expectUntouched(): void {
  expect(prototypes.map((prototype) => Reflect.ownKeys(prototype))).toEqual(untouched);
}

/** Everything that is wrong about what was said of files; empty where it is as it must be. */
export function faultsOf(
  files: readonly SourceFile[],
  diagnostics: readonly Diagnostic[],
): readonly string[] {
  const lines = new Map(files.map(({ path, text }) => [path, text.split('\n')]));
  const outside = ({ file, line, column, endLine, endColumn }: Location): boolean => {
    const own = lines.get(file);
    // A byte order mark does not move a column; the end of a line is a place.
    const width = (number: number): number => (own?.[number - 1]?.length ?? -1) + 1;
    return (
      own === undefined ||
      line < 1 ||
      column < 1 ||
      column > width(line) ||
      endColumn > width(endLine) ||
      endLine < line ||
      (endLine === line && endColumn < column)
    );
  };
  return diagnostics.flatMap((told) => {
    const at = `${told.code} at ${JSON.stringify(told.at)}`;
    return [
      ...(Object.hasOwn(catalogue, told.code) ? [] : [`${at} is not in the catalogue`]),
      ...([told.at, ...told.related.map((other) => other.at)].some(outside)
        ? [`${at} or what belongs to it is outside of the file`]
        : []),
      ...(told.message.trim() === '' || told.message.length > 2_000 ? [`${at} says nothing`] : []),
      ...(/undefined|\[object|NaN/.test(told.message + (told.help ?? ''))
        ? [`${at} says ${told.message} | ${told.help}`]
        : []),
    ];
  });
}

/** Renders in every format; the text of those that are JSON must be JSON. */
export function renderAll(files: readonly SourceFile[], diagnostics: readonly Diagnostic[]): void {
  const context = contextOf(files);
  const validation = { files: 1, systems: 1, diagnostics, exitCode: 1, exitReason: 'fuzz' };
  for (const format of formats) {
    const text = renderValidation(format, validation, context);
    expectCalm(text);
    if (format === 'json' || format === 'sarif') {
      JSON.parse(text);
    }
  }
}

/** Evaluates what loaded, with nothing and with a value for everything, and renders that. */
export function evaluateAll(files: readonly SourceFile[], model: Model): void {
  const signals = Object.fromEntries(
    model.systems.map(({ id, thresholds }) => [
      id,
      Object.fromEntries([...thresholds.keys()].map((signal) => [signal, 1])),
    ]),
  );
  let state = emptyState();
  for (const batch of [{ at: '2026-11-21T12:00:00Z' }, { at: '2026-11-21T12:01:00Z', signals }]) {
    const step = evaluate(model, state, batch);
    state = step.state;
    const report = { ...step.report, exitCode: 0, exitReason: '' } as const;
    for (const format of formats) {
      expectCalm(renderReport(format, report, contextOf(files)));
    }
  }
}

/** Nothing that a terminal or a build server obeys, and no word of a program that lost its way. */
function expectCalm(text: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
  expect(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|##\[/.exec(text)).toBe(null);
}

function contextOf(files: readonly SourceFile[]): RenderContext {
  return {
    version: '0.0.0',
    color: false,
    width: 80,
    ascii: false,
    sources: new Map(files.map(({ path, text }) => [path, text])),
  };
}

/** What must hold whatever the files are: a model or an error, places inside, and nothing thrown by what follows. */
export function expectSound(files: readonly SourceFile[]): void {
  const { model, diagnostics } = load(files);
  const hasError = diagnostics.some(({ severity }) => severity === 'error');
  expect({ hasModel: model !== undefined, faults: faultsOf(files, diagnostics) }).toEqual({
    hasModel: !hasError,
    faults: [],
  });
  renderAll(files, diagnostics);
  if (model !== undefined) {
    evaluateAll(files, model);
  }
  expectUntouched();
}
