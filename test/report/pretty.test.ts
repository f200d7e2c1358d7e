import { expect, test } from 'vitest';
import type { RenderContext } from '../../src/report/context.ts';
import { renderReport, renderValidation } from '../../src/report/render.ts';
import { columnsOf } from '../../src/report/text.ts';
import { mistakes, reports, validations } from './fixtures.ts';
import { expectGolden } from './golden.ts';
import { outage } from './outage.ts';
import { wide } from './parts.ts';

const looks: readonly (readonly [string, Partial<RenderContext>])[] = [
  ['100', {}],
  ['60', { width: 60 }],
  ['40', { width: 40 }],
  ['ascii', { ascii: true }],
  ['color', { color: true }],
];

for (const [look, change] of looks) {
  test.each(reports)(
    `the %s report at ${look} reads as its golden text`,
    (name, report, context) => {
      expectGolden(
        `${name}.${look}.txt`,
        renderReport('pretty', report, { ...context, ...change }),
      );
    },
  );

  test.each(validations)(`the %s validation at ${look} reads as its golden text`, (name, found) => {
    expectGolden(`${name}.${look}.txt`, renderValidation('pretty', found, { ...wide, ...change }));
  });
}

test.each([40, 47, 60, 72, 80, 100, 140])(
  'no line is wider than %i columns or ends in a blank',
  (width) => {
    for (const ascii of [false, true]) {
      const texts = [
        ...reports.map(([, report, context]) =>
          renderReport('pretty', report, { ...context, width, ascii }),
        ),
        renderValidation('pretty', mistakes, { ...wide, width, ascii }),
      ];
      const lines = texts.flatMap((text) => text.split('\n'));
      expect(lines.filter((line) => columnsOf(line) > width || line !== line.trimEnd())).toEqual(
        [],
      );
    }
  },
);

test('a terminal narrower than 40 columns gets what one of 40 gets', () => {
  expect(renderReport('pretty', outage, { ...wide, width: 10 })).toBe(
    renderReport('pretty', outage, { ...wide, width: 40 }),
  );
});

test('color adds escape sequences and changes nothing else', () => {
  for (const [, report, context] of reports) {
    const colored = renderReport('pretty', report, { ...context, color: true });
    const sgr = new RegExp(`${String.fromCharCode(27)}\\[[0-9]+m`, 'g');
    expect(colored.replace(sgr, '')).toBe(renderReport('pretty', report, context));
  }
});

test('nothing from a configuration or a batch reaches a terminal or a build server as a command', () => {
  for (const [, report, context] of reports) {
    const text = renderReport('pretty', report, context);
    const hostile = text
      .split('\n')
      .filter((line) => /[\p{Cc}\p{Bidi_Control}]|^\s*::|##\[/u.test(line));
    expect(hostile).toEqual([]);
  }
});

test('in ASCII nothing else is drawn where the words of the configuration are ASCII', () => {
  const context = { ...wide, ascii: true };
  const text =
    renderReport('pretty', outage, context) + renderValidation('pretty', mistakes, context);
  expect(text.split('\n').filter((line) => !/^[\x20-\x7e]*$/.test(line))).toEqual([]);
});
