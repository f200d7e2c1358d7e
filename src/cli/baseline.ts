import { readBaseline } from '../config/baseline-file.ts';
import {
  againstBaseline,
  baselineOf,
  diagnosticsBaseline,
  emptyBaseline,
  knownDiagnostics,
  prunedBaseline,
  sizeOf,
} from '../evaluate/baseline.ts';
import type { Baseline } from '../model/baseline.generated.ts';
import type { Diagnostic, SourceFile } from '../model/diagnostic.ts';
import { limits } from '../model/limits.ts';
import type { Report } from '../model/report.generated.ts';
import type { Attempt } from '../ports.ts';
import { baselineText } from '../report/baseline-text.ts';
import { counted } from '../report/look.ts';
import { asArgument } from '../report/text.ts';
import type { BaselineOptions } from './baseline-options.ts';
import { failed, type Outcome } from './outcome.ts';
import { absolute, type Session, shown } from './session.ts';
import { strayLink } from './stray-link.ts';
import type { Input } from './validation.ts';
import { writeFile } from './write-file.ts';

/** A baseline that a run is held against. */
export interface HeldBaseline {
  /** Absolute. */
  readonly path: string;
  readonly file: string;
  readonly baseline: Baseline;
  /** What is to become of the file. */
  readonly change: 'none' | 'update' | 'prune';
}

/** Why a baseline cannot be used, and its text where there is one. */
interface Unread {
  readonly unread: readonly Diagnostic[];
  readonly file: SourceFile | undefined;
}

/** What a run comes to beside its baseline: what to tell on standard error, and what to write. */
export interface Held<T> {
  readonly held: T;
  readonly notes: readonly string[];
  readonly commit?: () => Attempt<undefined>;
}

/** Reads the baseline at a path. One that is to be written anew need not be there yet. */
export function openBaseline(
  session: Session,
  path: string,
  { updateBaseline, pruneBaseline }: BaselineOptions,
): HeldBaseline | Unread | { readonly outcome: Outcome } {
  const { files } = session.world;
  const full = absolute(session, path);
  const change = changeOf(updateBaseline, pruneBaseline);
  const stray =
    change === 'none' ? undefined : strayLink(session, path, `the baseline \`${path}\``);
  if (stray !== undefined) {
    return { outcome: stray };
  }
  const name = shown(session, full);
  // Also where there is none: what was read is an input, which no output replaces.
  const { file, diagnostic } = files.read(full, name, limits.fileBytes);
  if (file === undefined && files.kindOf(full) === undefined) {
    return change === 'update'
      ? { path: full, file: name, baseline: emptyBaseline, change }
      : {
          outcome: failed(
            2,
            `the baseline \`${path}\` does not exist`,
            '`--update-baseline` writes it with all that is found now',
          ),
        };
  }
  if (file === undefined) {
    return { unread: [diagnostic], file };
  }
  const { baseline, diagnostics } = readBaseline(file);
  return baseline === undefined
    ? { unread: diagnostics, file }
    : { path: full, file: name, baseline, change };
}

function changeOf(isUpdate = false, isPrune = false): HeldBaseline['change'] {
  if (isUpdate) {
    return 'update';
  }
  return isPrune ? 'prune' : 'none';
}

/** The baseline that a run counts by: the one that was read, or the one that `whole`, all of its reports as one, makes of it. */
export function countingBaseline(
  session: Session,
  held: HeldBaseline,
  whole: Report,
): Held<Baseline> {
  const { baseline, change } = held;
  const { resolved } = againstBaseline(whole, baseline, held.file).baseline;
  const next = {
    none: () => baseline,
    update: () => baselineOf(whole, baseline),
    prune: () => prunedBaseline(baseline, resolved),
  }[change]();
  return settled(session, { held, next, resolvedCount: resolved.length, command: 'evaluate' });
}

/** A report with marks where the baseline lists something. */
export function marked<R extends Report>(report: R, held: HeldBaseline, baseline: Baseline): R {
  return againstBaseline(report, baseline, held.file);
}

/**
 * What validation found, against a baseline. Of a configuration with errors only a part was looked at, so that nothing is
 * resolved and nothing written; nor is it where only some files are shown.
 */
export function heldInput(
  session: Session,
  held: HeldBaseline,
  input: Input,
  isWhole: boolean,
): Held<Input> {
  const { baseline, file } = held;
  const isSound = !input.diagnostics.some(({ severity }) => severity === 'error');
  const change = isSound ? held.change : 'none';
  const before = knownDiagnostics(input.diagnostics, baseline);
  const diagnostics = {
    none: () => baseline.diagnostics,
    update: () => diagnosticsBaseline(input.diagnostics),
    prune: () => prunedBaseline({ ...baseline, violations: {} }, before.resolved).diagnostics,
  }[change]();
  const next = { ...baseline, diagnostics };
  const { resolved, known, diagnostics: found } = knownDiagnostics(input.diagnostics, next);
  const told = isWhole && isSound ? resolved : [];
  const settling = settled(session, {
    held: { ...held, change },
    next,
    resolvedCount: isWhole && isSound ? before.resolved.length : 0,
    command: 'validate',
  });
  const unwritten = change === held.change ? [] : unwrittenNotes(file);
  return {
    ...settling,
    held: { ...input, diagnostics: found, baseline: { file, known, resolved: told } },
    notes: [...settling.notes, ...unwritten],
  };
}

function unwrittenNotes(file: string): readonly string[] {
  return [`note: \`${file}\` stays as it is: the configuration has errors`];
}

interface Settling {
  readonly held: HeldBaseline;
  readonly next: Baseline;
  readonly resolvedCount: number;
  readonly command: 'evaluate' | 'validate';
}

/** What to tell about a baseline, and how it is written where it is to be. */
function settled(
  session: Session,
  { held, next, resolvedCount, command }: Settling,
): Held<Baseline> {
  const { file, path, change, baseline } = held;
  if (change === 'none') {
    const again = `tower ${command} --baseline ${asArgument(file)} --prune-baseline`;
    const entries = resolvedCount === 1 ? '1 entry' : `${resolvedCount} entries`;
    return {
      held: next,
      notes:
        resolvedCount === 0
          ? []
          : [
              `note: ${entries} of \`${file}\` resolved: \`${again}\` drops what is no longer found`,
            ],
    };
  }
  const [before, after] = [sizeOf(baseline), sizeOf(next)];
  return {
    held: next,
    notes: [`note: \`${file}\` lists ${counted(after, 'known finding')} now, ${before} before`],
    commit: () => writeFile(session, path, baselineText(next), `the baseline \`${file}\``),
  };
}
