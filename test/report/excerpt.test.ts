import { expect, test } from 'vitest';
import { limits } from '../../src/model/limits.ts';
import type { Diagnostic } from '../../src/model/report.generated.ts';
import type { RenderContext } from '../../src/report/context.ts';
import { frame } from '../../src/report/frame.ts';
import { renderValidation } from '../../src/report/render.ts';

function contextOf(text: string): RenderContext {
  const sources = new Map([['a.yaml', text]]);
  return { version: '0.0.0', color: false, width: 60, ascii: false, sources };
}

function problem(line: number, column: number, length = 3): Diagnostic {
  return {
    code: 'schema/bad-value',
    severity: 'error',
    message: 'it is wrong',
    at: { file: 'a.yaml', line, column, endLine: line, endColumn: column + length, path: '$' },
    related: [],
  };
}

test('of a line of a million signs the part with the place is shown', () => {
  const half = 'é '.repeat(250_000);
  const context = contextOf(`short\na: ${half}BAD${half}\nshort\n`);
  expect(frame(problem(2, 500_004), context).split('\n')).toEqual([
    'error schema/bad-value  it is wrong',
    '  --> a.yaml:2:500004',
    ' 1 │ …',
    ' 2 │ … é é é é é é é é BADé é é é é é é é é é é é é é é é é…',
    '   │                   ───',
    ' 3 │ …',
  ]);
  expect(frame(problem(2, 1), context).split('\n').slice(2)).toEqual([
    ' 1 │ short',
    ' 2 │ a: é é é é é é é é é é é é é é é é é é é é é é é é é é…',
    '   │ ───',
    ' 3 │ short',
  ]);
});

test('people see 200 problems, errors first, and how many more there are', () => {
  const warnings = Array.from(
    { length: limits.frames },
    (_, index): Diagnostic => ({ ...problem(index + 1, 1), severity: 'warning' }),
  );
  const framesOf = (diagnostics: readonly Diagnostic[]): readonly string[] => {
    const text = renderValidation(
      'pretty',
      { files: 1, systems: 0, diagnostics, exitCode: 1, exitReason: '' },
      contextOf(''),
    );
    const lines = text.split('\n');
    const frames = lines.filter((line) => line.includes('schema/bad-value  '));
    return [`${frames.length}`, frames.at(-1) ?? '', ...lines.slice(-4, -2)];
  };
  expect([framesOf(warnings), framesOf([...warnings, problem(900, 1)])]).toEqual([
    ['200', 'warn  schema/bad-value  it is wrong', '', '1 file, 0 systems: 200 warnings'],
    [
      '200',
      'error schema/bad-value  it is wrong',
      '… 1 more: --output json shows all',
      '1 file, 0 systems: 1 error, 200 warnings',
    ],
  ]);
});
