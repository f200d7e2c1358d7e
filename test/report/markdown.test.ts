import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding, Report } from '../../src/model/report.generated.ts';
import { code, prose } from '../../src/report/markdown/escape.ts';
import { renderReport, renderValidation } from '../../src/report/render.ts';
import { cellsOf, formOf, seen } from '../oracle/markdown.ts';
import { mistakes, reports, validations } from './fixtures.ts';
import { outage } from './outage.ts';
import { alert, finding, healthy, place, system, wide } from './parts.ts';

const limit = 60_000;

function bytesOf(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/** Signs and words that mean something to Markdown, HTML, GitHub or GitLab, glued to each other at random. */
const nasty = fc
  .array(
    fc.constantFrom(
      ...['`', '``', '```', '|', '\\', '\\|', '\\`', '<!--', '-->', '--', '<b>', '</details>'],
      ...[
        '<sub>',
        '@team',
        '@',
        '#1',
        '#',
        'GH-1',
        'o/r#1',
        'a@b.io',
        'https://x.io/1',
        'www.x.io',
      ],
      ...['\n', '\r\n', '\u2028', '\t', ' ', '  ', '\u00a0', '\0', '\u202e', '\ud800', '😀', '決'],
      ...['*', '**', '_', '~~', '[', '](x)', '![', ':tada:', ':100:', '$', '&lt;', '&#64;', '~bug'],
      ...[
        'word',
        'x',
        '1.',
        '- ',
        '> ',
        '+ ',
        '===',
        '!',
        '"',
        "'",
        '(',
        ')',
        '.',
        ':',
        '0a1b2c3d4e',
      ],
    ),
    { maxLength: 10 },
  )
  .map((parts) => parts.join(''));

/** Blanks and backticks are all that escaping may change about a text, and what build servers take for a command. */
function normal(text: string): string {
  return text.replace(/[`\s]+/gu, '').replaceAll('##[', '##(');
}

const lures =
  /@|#|\$|:\/\/|\bwww\.|\bgh-\d|:[\w+-]*[a-z+-][\w+-]*:|:100:|[%~](?=["\p{L}\p{N}])|[!&](?=[\p{L}\p{N}])|\b[\da-f]{10}\b/iu;

describe('a text', () => {
  test('is shown as it is, whatever it is made of, and nothing in it means anything', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const { shown, text: outside, forms } = seen(prose(wide, text));
        const wanted = text.toWellFormed().replace(/[\0\u202e]/g, '');
        expect(normal(shown).replace(/[\u2400\ufffd]/g, '')).toBe(
          normal(wanted).replace(/\ufffd/g, ''),
        );
        expect([forms, lures.exec(outside)]).toEqual([[], null]);
      }),
      { numRuns: 1_500 },
    );
  });

  test('divides no cell and breaks no line', () => {
    fc.assert(
      fc.property(nasty, nasty, (text, name) => {
        const line = `| ${prose(wide, text)} | ${code(wide, name)} |`;
        expect([cellsOf(line).length, line.split(/[\r\n\u2028\u2029]/).length]).toEqual([2, 1]);
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ['plain words stay', 'a, b; c (d) ≥ 2', 'a, b; c (d) ≥ 2'],
    ['words in backticks', '`web` is not a system', '`web` is not a system'],
    ['an odd backtick', 'a ` b', 'a &#96; b'],
    ['backticks in a row', '``', '&#96;&#96;'],
    ['a mention', 'ask @team.', 'ask `@team`.'],
    ['an issue', 'see (#12)', 'see (`#12`)'],
    ['an address', 'see https://x.io/a_b!', 'see `https://x.io/a_b`!'],
    ['a mention out of pieces', '@`team`', '`@team`'],
    ['code next to code', '`a``b`', '`ab`'],
    ['a name with `_`', 'latency_p99 is 3', '`latency_p99` is 3'],
    ['a formula', '$x$', '`$x$`'],
    ['an instant is no emoji', 'at 14:52:15', 'at 14:52:15'],
    ['an emoji', ':tada:', '`:tada`:'],
    ['HTML', '</details>', '&#60;/details&#62;'],
    ['a divider in code', '`a|b`', '`a`&#124;`b`'],
    ['a divider behind a backslash', '`a\\|b`', '`a\\`&#124;`b`'],
    ['emphasis', '*a*', '&#42;a&#42;'],
  ])('%s', (_name, text, expected) => {
    expect(prose(wide, text)).toBe(expected);
  });

  test.each([
    ['a name', 'orders-db', '`orders-db`'],
    ['a backtick at its end', 'a`', '`` a` ``'],
    ['nothing', '', ''],
    ['blanks alone', '  ', ''],
    ['a name that is too long', 'x'.repeat(201), `\`${'x'.repeat(200)}…\``],
    ['half a character at the cut', `${'x'.repeat(199)}😀y`, `\`${'x'.repeat(199)}…\``],
  ])('as code: %s', (_name, text, expected) => {
    expect(code(wide, text)).toBe(expected);
  });
});

/** A report with a text of one kind at every place that takes one. */
function filled(text: string, at: string = text): Report {
  const where = place(at, 2, 3);
  const because = [{ code: 'check', message: text }];
  const found: Finding = finding(text, text, {
    message: text,
    help: text,
    docs: text,
    because: [{ code: 'x', message: `${text} again` }],
    at: where,
  });
  return {
    ...healthy,
    name: text,
    exitCode: 1,
    exitReason: text,
    revision: text,
    systems: [
      system(text, { status: 'offline', own: 'offline', score: 0, because }),
      system(text, {
        status: 'degraded',
        score: 20,
        via: [{ from: text, to: text, kind: text }],
      }),
    ],
    alerts: [
      alert(text, text, { value: text, limit: text, unit: text, comparison: '=' }),
      alert(text, text, { suppressedBy: because }),
    ],
    maintenance: [
      {
        id: text,
        systems: [text, text],
        since: healthy.at,
        until: healthy.at,
        reason: text,
        masks: true,
        suppresses: true,
        at: where,
      },
    ],
    findings: [
      found,
      {
        ...found,
        waivedBy: {
          waiver: text,
          reason: text,
          approvedBy: text,
          expires: text,
          daysLeft: 1,
          ticket: text,
          at: where,
        },
      },
    ],
    diagnostics: [
      {
        code: text,
        severity: 'error',
        message: text,
        help: text,
        at: where,
        related: [{ message: text, at: where }],
      },
    ],
    readings: { ...healthy.readings, unmatched: 1 },
    unmatched: [
      { kind: 'signal', system: text, signal: text, reason: 'unknown-system', help: text },
    ],
  };
}

test('a page has the same form whatever its texts are', () => {
  const forms = (text: string): readonly string[] =>
    renderReport('markdown', filled(text), wide).split('\n').map(formOf);
  const usual = forms('word');
  expect(usual.filter((form) => /stray|broken/.test(form))).toEqual([]);
  fc.assert(
    fc.property(nasty, (text) => {
      expect(forms(`w${text}w`)).toEqual(usual);
    }),
    { numRuns: 200 },
  );
});

test('docs become a link only where they are an address without signs of Markdown', () => {
  const cellOf = (docs: string): string => {
    const report = { ...healthy, findings: [finding('p', 's', { docs })] };
    const row = renderReport('markdown', report, wide)
      .split('\n')
      .find((line) => line.startsWith('| ✖'));
    return cellsOf(row ?? '')[1] ?? '';
  };
  expect(
    [
      'https://x.io/a?b=1&copy=2#c',
      'javascript:alert(1)',
      'https://x.io/>) @team',
      'https://x.io/`',
      `https://x.io/${'a'.repeat(500)}`,
    ].map(cellOf),
  ).toEqual(['[`p`](<https://x.io/a?b=1&amp;copy=2#c>)', '`p`', '`p`', '`p`', '`p`']);
});

test('the comment that marks a page ends where it should, and two names have two marks', () => {
  const markOf = (name: string): string =>
    renderReport('markdown', { ...healthy, name }, wide).split('\n')[0] ?? '';
  const names = ['shop', 'my shop', 'a--b', '-->', '->', 'a-', '😀', '\ud800', '%', ''];
  expect(names.map(markOf)).toEqual([
    '<!-- tower: shop -->',
    '<!-- tower: my%20shop -->',
    '<!-- tower: a%2D-b -->',
    '<!-- tower: %2D%2D%3E -->'.replace('%2D%2D', '%2D-'),
    '<!-- tower: -%3E -->',
    '<!-- tower: a%2D -->',
    '<!-- tower: %F0%9F%98%80 -->',
    '<!-- tower: %EF%BF%BD -->',
    '<!-- tower: %25 -->',
    '<!-- tower:  -->',
  ]);
});

/** Rows of a page's sections, and how many it says are left out of each. */
function counted(text: string): readonly (readonly [string, number, number])[] {
  const blocks = text.split(/^(?=#### |<details><summary>(?!and ))/m).slice(1);
  return blocks.map((block) => {
    const title = /^(?:#### |<details><summary>)([^:]*):/.exec(block)?.[1] ?? '';
    const rows = block.split('\n').filter((line) => line.startsWith('| ') && !/^\| +\|/.test(line));
    const left = /^… (\d+) rows? left out here/m.exec(block)?.[1] ?? '0';
    return [title, rows.length, Number(left)];
  });
}

/** A report of so many findings, half of them warnings, and as many systems that are down. */
function large(count: number, text: string): Report {
  const numbers = Array.from({ length: count }, (_, index) => index);
  return {
    ...outage,
    findings: numbers.map((number) =>
      finding(`policy-${number}`, `subject-${number}`, {
        message: text,
        ...(number % 2 === 0 ? { enforcement: 'warn', severity: 'warning' } : {}),
      }),
    ),
    systems: numbers.map((number) =>
      system(`system-${number}`, { status: 'offline', own: 'offline', score: 0 }),
    ),
  };
}

describe('a page that would be too long', () => {
  test('is full to the limit, keeps hard findings longest, and counts what it leaves out', () => {
    const text = renderReport('markdown', large(2_000, 'word '.repeat(10)), wide);
    const rows = text.split('\n').filter((line) => /^\| (✖ error|▲ warning) /.test(line));
    expect([bytesOf(text) <= limit, bytesOf(text) > limit - 300]).toEqual([true, true]);
    expect(rows.every((row) => row.startsWith('| ✖ error'))).toBe(true);
    expect(counted(text)).toEqual([
      ['Findings', rows.length, 2_000 - rows.length],
      ['Health', 0, 2_001],
      ['Incidents', 0, 8],
      ['Alerts', 0, 5],
      ['Alerts that are suppressed', 0, 3],
      ['Configuration', 0, 4],
      ['Maintenance', 0, 1],
      ['Observations that nothing takes', 0, 2],
    ]);
  });

  test('is never longer than 60,000 bytes, never loses a row silently, and closes what it opens', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), nasty, (count, text) => {
        const page = renderReport('markdown', large(count, text.repeat(20)), wide);
        const lines = page.split('\n');
        const opened = lines.filter((line) => line.startsWith('<details>')).length;
        const closed = lines.filter((line) => line === '</details>').length;
        expect([bytesOf(page) <= limit, opened === closed, page.endsWith('</sub>\n')]).toEqual([
          true,
          true,
          true,
        ]);
        const [findings, health] = counted(page).filter(([title]) =>
          /^(Findings|Health)$/.test(title),
        );
        expect([findings, health].map((one) => (one?.[1] ?? 0) + (one?.[2] ?? 0))).toEqual(
          count === 0 ? [1, 0] : [count, count + 1],
        );
      }),
      { numRuns: 15 },
    );
  });

  test('says nothing of rows left out where there are none', () => {
    for (const [, report, context] of reports) {
      expect(renderReport('markdown', report, context)).not.toMatch(/left out/);
    }
  });

  test('of a validation is cut the same way', () => {
    const diagnostics = Array.from({ length: 3_000 }, () => mistakes.diagnostics).flat();
    const text = renderValidation('markdown', { ...mistakes, diagnostics }, wide);
    expect(bytesOf(text) <= limit).toBe(true);
    expect(counted(`\n#### Problems: ${text}`).map(([, rows, left]) => rows + left)).toEqual([
      diagnostics.length,
    ]);
  });
});

test('every finding and diagnostic of a report and of a validation has its row', () => {
  for (const [, report, context] of reports) {
    const text = renderReport('markdown', report, context);
    const total = new Map(counted(text).map(([title, rows]) => [title, rows]));
    const rowsOf = (title: string): number => total.get(title) ?? 0;
    expect([
      rowsOf('Findings') + rowsOf('Findings that do not count'),
      rowsOf('Configuration'),
    ]).toEqual([report.findings.length, report.diagnostics.length]);
  }
  for (const [, validation] of validations) {
    const rows = counted(
      `\n#### Problems: ${renderValidation('markdown', validation, wide)}`,
    ).flatMap(([, count]) => count);
    expect(rows.reduce((sum, count) => sum + count, 0)).toBe(validation.diagnostics.length);
  }
});
