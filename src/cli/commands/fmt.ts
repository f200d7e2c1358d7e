import { beginsWithMark, textOf } from '../../adapters/utf8.ts';
import { type Formatted, formatted, type Refusal } from '../../format/format.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { limits } from '../../model/limits.ts';
import type { Attempt } from '../../ports.ts';
import { counted, sayLine } from '../../report/look.ts';
import { type Read, readWanted, type Wanted, wantedFiles } from '../fmt-files.ts';
import { type FmtResult, type FormChange, fmtJson, fmtLines } from '../fmt-text.ts';
import { failed, fault, type Outcome } from '../outcome.ts';
import type { Session } from '../session.ts';
import { said } from '../validation.ts';
import { writeFile } from '../write-file.ts';

export interface FmtOptions {
  readonly check?: boolean;
}

/** A file with its form, or why it has none. */
interface Looked {
  readonly read: Read;
  readonly formatted: Formatted;
}

/** Puts files into canonical form, or says which are not. `-` stands for standard input, whose form goes to standard output. */
export async function fmt(
  session: Session,
  paths: readonly string[],
  { check = false }: FmtOptions,
): Promise<Outcome> {
  if (paths.includes('-')) {
    return paths.length === 1
      ? await ofStream(session, check)
      : failed(3, '`-` stands alone: it is standard input', 'give files, or `-`');
  }
  const wanted = wantedFiles(session, paths);
  if ('outcome' in wanted) {
    return wanted.outcome;
  }
  return told(session, lookAt(session, wanted), check);
}

interface Look {
  readonly looked: readonly Looked[];
  readonly unread: readonly Diagnostic[];
}

function lookAt(session: Session, wanted: readonly Wanted[]): Look {
  const looked: Looked[] = [];
  const unread: Diagnostic[] = [];
  for (const file of wanted) {
    const read = readWanted(session, file);
    if ('diagnostic' in read) {
      unread.push(read.diagnostic);
      continue;
    }
    const form = formatted({ path: read.name, text: read.text });
    if (!(file.isGuess && isOfOthers(read.text, form))) {
      looked.push({ read, formatted: form });
    }
  }
  return { looked, unread };
}

/** Whether a file is of another tool, so that nobody misses its form. */
function isOfOthers(text: string, form: Formatted): boolean {
  const why = 'why' in form ? form.why.kind : undefined;
  return why === 'foreign' || (why === 'faults' && !/^["']?tower["']? *:/m.test(text));
}

function told(session: Session, { looked, unread }: Look, check: boolean): Outcome {
  if (looked.length === 0 && unread.length === 0) {
    return failed(2, 'no file of a configuration is there', 'such a file says `tower: v1`');
  }
  const result = resultOf(looked, unread, check);
  return {
    exitCode: result.exitCode,
    notes: notesOf(session, looked, unread),
    render: (format, canvas) => {
      const context = { ...canvas, sources: new Map() };
      return format === 'json'
        ? JSON.stringify(fmtJson(result), undefined, 2)
        : fmtLines(result, context)
            .map((line) => `${sayLine(context, line)}\n`)
            .join('');
    },
    ...(check ? {} : { commit: () => written(session, result.changes), isCommit: true as const }),
  };
}

function resultOf(
  looked: readonly Looked[],
  unread: readonly Diagnostic[],
  check: boolean,
): FmtResult {
  const changes = looked.flatMap(changeOf);
  const left = looked.flatMap(({ read, formatted: form }) => ('why' in form ? [read.name] : []));
  const failures = [...left, ...unread.map(({ at }) => at.file)];
  const count = looked.length + unread.length;
  const reasons = [
    ...(failures.length > 0 ? [`${counted(failures.length, 'file')} left as found`] : []),
    ...(changes.length > 0
      ? [`${counted(changes.length, 'file')} ${check ? 'to format' : 'formatted'}`]
      : []),
  ];
  const isFound = check && changes.length > 0;
  return {
    changes,
    failures,
    count,
    check,
    exitCode: failures.length > 0 ? 2 : isFound ? 1 : 0,
    exitReason: reasons.length > 0 ? reasons.join(', ') : 'all files are in canonical form',
  };
}

function changeOf({ read, formatted: form }: Looked): readonly FormChange[] {
  const isSame = form.text === undefined || (form.text === read.text && !read.hasMark);
  return isSame ? [] : [{ ...read, before: read.text, after: form.text }];
}

/** Writes the files in their order, until one cannot be written. */
function written(session: Session, changes: readonly FormChange[]): Attempt<undefined> {
  for (const { full, name, after } of changes) {
    const { failure } = writeFile(session, full, after, `\`${name}\``);
    if (failure !== undefined) {
      return { failure };
    }
  }
  return { value: undefined };
}

/** Why files were left as they are, and which maps keep their order. */
function notesOf(
  session: Session,
  looked: readonly Looked[],
  unread: readonly Diagnostic[],
): readonly string[] {
  const refusals = looked.flatMap(({ read, formatted: form }) =>
    'why' in form ? [{ read, why: form.why }] : [],
  );
  const diagnostics = [
    ...unread,
    ...refusals.flatMap(({ why }) => (why.kind === 'faults' ? why.diagnostics : [])),
  ];
  const sources = new Map(refusals.map(({ read }) => [read.name, read.text]));
  const kept = looked.flatMap(({ read, formatted: form }) =>
    'why' in form ? [] : form.kept.map((key) => keptNote(read.name, key)),
  );
  const input = { files: looked.length + unread.length, systems: 0, diagnostics };
  return [
    ...(diagnostics.length === 0 ? [] : (said(session, input, sources).notes ?? [])),
    ...refusals.flatMap(({ read, why }) => refusalLines(read.name, why)),
    ...kept,
  ];
}

function refusalLines(name: string, why: Refusal): readonly string[] {
  switch (why.kind) {
    case 'faults':
      return [];
    case 'foreign':
      return fault(`\`${name}\` is not a file of Tower`, 'such a file says `tower: v1` at its top');
    default:
      return fault(`\`${name}\` was left as it is: ${unsafe[why.what]}`, 'write it more plainly');
  }
}

const unsafe = {
  form: 'a key of several lines or the like stands in it, which has no canonical form',
  value: 'its canonical form would not say the same',
  comments: 'a comment would be lost',
} as const;

function keptNote(name: string, key: string): string {
  const what = key === '' ? 'the order of sections' : `the order in \`${key}\``;
  return `note: ${what} of \`${name}\` stays: an anchor would come behind its alias`;
}

/** Nothing but the form goes to standard output: an editor puts it in the place of the text. */
async function ofStream(session: Session, check: boolean): Promise<Outcome> {
  const { file, diagnostic } = await session.world.stdin(limits.fileBytes);
  const { path, text } = file === undefined ? { path: '', text: '' } : textOf(file);
  const hasMark = file !== undefined && beginsWithMark(file.bytes);
  const form = formatted({ path, text });
  const look: Look =
    file === undefined
      ? { looked: [], unread: [diagnostic] }
      : {
          looked: [{ read: { name: path, full: path, text, hasMark }, formatted: form }],
          unread: [],
        };
  const { exitCode, notes = [], render } = told(session, look, check);
  if (check) {
    return { exitCode, notes, ...(render === undefined ? {} : { render }) };
  }
  return form.text === undefined
    ? { exitCode, notes }
    : {
        exitCode,
        notes,
        render: (format, canvas) =>
          format === 'json' ? (render?.(format, canvas) ?? '') : form.text,
      };
}
