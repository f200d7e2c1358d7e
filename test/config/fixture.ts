import type { Diagnostic, SourceFile } from '../../src/model/diagnostic.ts';

/** A diagnostic as a fixture states it. */
export interface Stated {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly text: string;
}

/** The files of a fixture: parts separated by lines `-- path --`, or one file without them. */
export function filesOf(text: string): readonly SourceFile[] {
  const parts = text.split(/^-- (.+) --\n/m);
  if (parts.length === 1) {
    return [{ path: 'topology/main.yaml', text }];
  }
  return parts
    .slice(1)
    .flatMap((path, index, all) => (index % 2 === 0 ? [{ path, text: all[index + 1] ?? '' }] : []));
}

const annotation = /^\s*#( *)(\^*) (error|warning|info) (.*)$/;

/**
 * What a file states: `#   ^^^ error CODE message | help` below a line stands for the columns of that line; without a mark,
 * `# error CODE …` stands for its first column.
 */
export function statedIn({ path, text }: SourceFile): readonly Stated[] {
  let line = 0;
  return text.split('\n').flatMap((row, index) => {
    const found = annotation.exec(row);
    if (found === null) {
      line = index + 1;
      return [];
    }
    const mark = found[2] ?? '';
    const column = mark === '' ? 1 : row.indexOf('^') + 1;
    return [
      {
        file: path,
        line,
        column,
        endColumn: column + mark.length,
        text: `${found[3]} ${found[4]}`,
      },
    ];
  });
}

/** A diagnostic as a fixture would state it. */
export function stated({ severity, code, message, help, at }: Diagnostic): Stated {
  const text = `${severity} ${code} ${message}${help === undefined ? '' : ` | ${help}`}`;
  const endColumn = at.column === 1 ? 1 : at.endColumn;
  return { file: at.file, line: at.line, column: at.column, endColumn, text };
}

/** A fixture with its annotations made anew: what loading says stands below each line. */
export function annotated(file: SourceFile, diagnostics: readonly Diagnostic[]): string {
  const rows = file.text.split('\n');
  const kept = rows
    .map((row, index) => ({ row, line: index + 1 }))
    .filter(({ row }) => !annotation.test(row));
  return kept
    .flatMap(({ row, line }) => [
      row,
      ...diagnostics
        .map(stated)
        .filter((each) => each.file === file.path && each.line === line)
        .map(({ column, endColumn, text }) =>
          column === 1
            ? `# ${text}`
            : `#${' '.repeat(column - 2)}${'^'.repeat(Math.max(1, endColumn - column))} ${text}`,
        ),
    ])
    .join('\n');
}
