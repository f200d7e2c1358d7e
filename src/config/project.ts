import { type Diagnostic, diagnostic, type SourceFile } from '../model/diagnostic.ts';
import type { Location } from '../model/location.ts';
import { compareText } from '../model/order.ts';
import { environmentOf } from './environments.ts';
import { matchesGlob, mayMatchBelow } from './glob.ts';
import { ownValue } from './own-value.ts';
import { readSource } from './source.ts';

/** Which files belong where tower.yaml does not say. */
const includedByDefault: readonly string[] = ['topology/**/*.yaml', 'policies/**/*.yaml'];

/** Where scenarios are where tower.yaml does not say. */
const scenariosByDefault: readonly string[] = [
  'scenarios/**/*.scenario.yaml',
  'topology/**/*.scenario.yaml',
  'policies/**/*.scenario.yaml',
];

/** What belongs to a project beside tower.yaml. Paths are relative to its folder, with `/`. */
export interface Inclusion {
  /** Whether a file belongs. */
  readonly includes: (path: string) => boolean;
  /** Whether a file below a folder may belong. */
  readonly reaches: (folder: string) => boolean;
  /** Those of the paths that belong, sorted, and what there is to say about the patterns. */
  readonly choose: (paths: readonly string[]) => ProjectFiles;
}

/** The files of a project beside tower.yaml. */
export interface ProjectFiles {
  readonly included: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What `config.include` of `root`, the file tower.yaml, names. Scenarios and overlays of environments never do. A tower.yaml that is broken includes
 * what one without `config` does.
 */
export function inclusionOf(root: SourceFile | undefined): Inclusion {
  return inclusionBy(root, {
    key: 'include',
    byDefault: includedByDefault,
    isEligible: (path) =>
      path !== 'tower.yaml' && !isScenarios(path) && environmentOf(path) === undefined,
  });
}

/** What `config.scenarios` of `root`, the file tower.yaml, names: files `*.scenario.yaml`. */
export function scenarioInclusionOf(root: SourceFile | undefined): Inclusion {
  return inclusionBy(root, {
    key: 'scenarios',
    byDefault: scenariosByDefault,
    isEligible: isScenarios,
  });
}

/** Whether a path is that of a file of scenarios. */
export function isScenarios(path: string): boolean {
  return path.endsWith('.scenario.yaml');
}

interface Choice {
  readonly key: 'include' | 'scenarios';
  readonly byDefault: readonly string[];
  /** Whether a file may belong, whatever the patterns say. */
  readonly isEligible: (path: string) => boolean;
}

function inclusionBy(
  root: SourceFile | undefined,
  { key, byDefault, isEligible }: Choice,
): Inclusion {
  const written = root === undefined ? undefined : writtenPatterns(root, key);
  const fits = (pattern: string, path: string): boolean =>
    isEligible(path) && matchesGlob(pattern, path);
  const usable = (written ?? []).filter(({ text }) => faultOf(text) === undefined);
  const patterns = written === undefined ? byDefault : usable.map(({ text }) => text);
  const includes = (path: string): boolean => patterns.some((pattern) => fits(pattern, path));
  return {
    includes,
    reaches: (folder) => patterns.some((pattern) => mayMatchBelow(pattern, folder)),
    choose: (paths) => ({
      included: paths.filter(includes).sort(compareText),
      diagnostics: [
        ...(written ?? []).flatMap(refused),
        ...usable
          .filter(({ text }) => !paths.some((path) => fits(text, path)))
          .map(({ text, at }) =>
            diagnostic('config/no-files', at, `no file matches \`${text}\``, {
              help: 'patterns start at the folder of tower.yaml; remove the pattern or add the file',
            }),
          ),
      ],
    }),
  };
}

interface Pattern {
  readonly text: string;
  readonly at: Location;
}

function writtenPatterns(root: SourceFile, key: Choice['key']): readonly Pattern[] | undefined {
  const { source } = readSource(root);
  const config = ownValue(source?.value, 'config');
  const patterns = ownValue(config, key);
  if (source === undefined || !Array.isArray(patterns)) {
    return undefined;
  }
  return patterns.flatMap((text: unknown, index) =>
    typeof text === 'string' && text !== ''
      ? [{ text, at: source.locate(['config', key, index], 'value') }]
      : [],
  );
}

/** Why a pattern cannot name files of the project, and what to write instead. */
function faultOf(pattern: string): { readonly message: string; readonly help: string } | undefined {
  if (pattern.includes('\\')) {
    return { message: 'contains a backslash', help: 'write `/` between folders' };
  }
  if (/^([/~]|[A-Za-z]:)/.test(pattern)) {
    return { message: 'is absolute', help: 'start at the folder of tower.yaml' };
  }
  return pattern.split('/').includes('..')
    ? {
        message: 'leads out of the project',
        help: 'move tower.yaml up, or the files into its folder',
      }
    : undefined;
}

function refused({ text, at }: Pattern): readonly Diagnostic[] {
  const fault = faultOf(text);
  return fault === undefined
    ? []
    : [
        diagnostic('config/bad-include', at, `the pattern \`${text}\` ${fault.message}`, {
          help: fault.help,
        }),
      ];
}
