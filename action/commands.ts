import type { Inputs } from './inputs.ts';

/** The files that a run writes beside what it prints. */
export interface Files {
  readonly annotations: string;
  readonly markdown: string;
  readonly sarif: string;
  readonly report: string;
  readonly junit: string;
  /** The results of scenarios as JSON. */
  readonly scenarios: string;
}

export interface Step {
  readonly name: 'validate' | 'evaluate' | 'test';
  readonly words: readonly string[];
}

/**
 * The command lines of a run, in order. Values are joined to their flags with `=`, so that none is taken for a flag itself. Annotations go to a
 * file: with an output on standard output, `pretty`, Tower adds neither them nor a summary of its own.
 */
export function stepsOf(inputs: Inputs, root: string | undefined, files: Files): readonly Step[] {
  const shared = ['--color=always', ...flag('root', root ?? ''), '--output=pretty'];
  const gate = [...flag('fail-on', inputs.failOn), ...flag('max-warnings', inputs.maxWarnings)];
  return [
    { name: 'validate', words: ['validate', ...shared, ...gate] },
    {
      name: 'evaluate',
      words: [
        'evaluate',
        ...shared,
        ...gate,
        ...flag('fail-on-status', inputs.failOnStatus),
        ...flag('signals', inputs.signals),
        ...flag('state', inputs.state),
        `--output=github=${files.annotations}`,
        `--output=markdown=${files.markdown}`,
        `--output=sarif=${files.sarif}`,
        `--output=json=${files.report}`,
      ],
    },
    ...(inputs.scenarios === 'false' ? [] : [testStep(inputs, shared, files)]),
  ];
}

function testStep(inputs: Inputs, shared: readonly string[], files: Files): Step {
  const empty = inputs.scenarios === 'auto' ? ['--allow-empty'] : [];
  return {
    name: 'test',
    words: [
      'test',
      ...shared,
      ...empty,
      `--output=junit=${files.junit}`,
      `--output=json=${files.scenarios}`,
    ],
  };
}

function flag(name: string, value: string): readonly string[] {
  return value === '' ? [] : [`--${name}=${value}`];
}
