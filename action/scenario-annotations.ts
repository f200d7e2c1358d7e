import { field, items } from './field.ts';
import { escapedMessage, escapedProperty } from './workflow-command.ts';

/** An error at each place where a scenario expects what does not come, from the results that `tower test -o json` writes. Files are put below a prefix. */
export function scenarioAnnotations(prefix: string, text: string): string {
  const results: unknown = text === '' ? undefined : JSON.parse(text);
  return items(results, 'files')
    .flatMap((file) => items(file, 'scenarios'))
    .flatMap((scenario) =>
      items(scenario, 'failures').map((failure) => annotation(prefix, scenario, failure)),
    )
    .join('');
}

function annotation(prefix: string, scenario: unknown, failure: unknown): string {
  const at = field(failure, 'at');
  const [line, endLine] = [field(at, 'line'), field(at, 'endLine')];
  // GitHub takes columns only of what ends on the line that it begins on.
  const columns =
    line === endLine ? [`col=${field(at, 'column')}`, `endColumn=${field(at, 'endColumn')}`] : [];
  const properties = [
    `title=${escapedProperty(String(field(scenario, 'name')))}`,
    `file=${escapedProperty(`${prefix}${field(at, 'file')}`)}`,
    `line=${line}`,
    `endLine=${endLine}`,
    ...columns,
  ];
  const message = [
    `at ${field(failure, 'after')}, ${field(failure, 'about')}`,
    `expected ${field(failure, 'negated') === true ? 'not ' : ''}${items(failure, 'expected').join(', ')}`,
    `received ${items(failure, 'received').join(', ') || 'nothing'}`,
  ].join('\n');
  return `::error ${properties.join(',')}::${escapedMessage(message)}\n`;
}
