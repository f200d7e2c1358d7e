import { check } from '../config/check.ts';
import { readSource } from '../config/source.ts';
import {
  type Diagnostic,
  diagnostic,
  type SourceFile,
  sortedDiagnostics,
} from '../model/diagnostic.ts';
import type { ImportDifferences, ImportSource, UndeclaredCall } from '../model/imported.ts';
import { sortedKeys } from '../model/order.ts';
import type { DraftEdge, DraftSystem } from './draft.ts';
import { decideLine, edgeFlow, edgeLine, fileText, systemFlow, systemLines } from './draft-yaml.ts';
import { type Insertion, inserted } from './insert.ts';

/** What an import finds that a configuration lacks. */
export interface Additions {
  /** Systems that nothing defines, by id, with what they call. */
  readonly systems: readonly DraftSystem[];
  /** Calls of systems that are defined. */
  readonly calls: readonly UndeclaredCall[];
}

/** A file as it becomes. */
export interface Updated {
  /** Undefined where it stays as it is. */
  readonly text: string | undefined;
  /** Ids that were added, sorted. */
  readonly systems: readonly string[];
  /** Calls of systems that were there, which were added, sorted. */
  readonly calls: readonly UndeclaredCall[];
  /** Why it cannot be changed, or what it has no place for. */
  readonly diagnostics: readonly Diagnostic[];
  /** Whether the file is written in a way that nothing can be added to without changing the rest. */
  readonly isStuck: boolean;
}

/** What is new, without what people said is none of theirs. */
export function additionsOf(
  { undeclared, unknown }: Pick<ImportDifferences, 'undeclared' | 'unknown'>,
  drafts: readonly DraftSystem[],
): Additions {
  const ids = new Set(unknown.map(({ id }) => id));
  const wanted = new Set(undeclared.map(({ from, to }) => `${from}->${to}`));
  return {
    systems: drafts
      .filter(({ id }) => ids.has(id))
      .map((draft) => ({
        ...draft,
        dependsOn: draft.dependsOn.filter(({ to }) => wanted.has(`${draft.id}->${to}`)),
      })),
    calls: undeclared.filter(({ from }) => !ids.has(from)),
  };
}

/**
 * Adds what is new to a file. Everything that stands there stays, and what is read afterwards is what was read before with the additions
 * and nothing else; otherwise nothing is changed.
 */
export function updated(
  file: SourceFile,
  additions: Additions,
  origin: { readonly source: ImportSource; readonly file: string },
): Updated {
  const { source, diagnostics } = readSource(file);
  const faults = source === undefined ? diagnostics : check(source);
  if (source === undefined || faults.length > 0) {
    return unchanged(faults);
  }
  if (source.value === null) {
    return begun(file, additions, origin);
  }
  const declared = fieldsIn(fieldsIn(source.value)['systems']);
  const plan = planOf(declared, additions);
  const put = inserted(source.text, plan.insertions);
  const refused = new Set(put.refused);
  const left = [...plan.calls].flatMap(([insertion, own]) => (refused.has(insertion) ? own : []));
  const untouched = new Set([...left, ...plan.elsewhere]);
  const calls = additions.calls.filter((call) => !untouched.has(call));
  const systems = plan.systems !== undefined && refused.has(plan.systems) ? [] : additions.systems;
  const told = sortedDiagnostics([...plan.elsewhere.map(notHere), ...left.map(notBehindAlias)]);
  if (calls.length === 0 && systems.length === 0) {
    return unchanged(told);
  }
  const mark = file.text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const text = mark + put.text;
  const wanted = expected(source.value, { systems, calls });
  return isRead({ path: file.path, text }, wanted)
    ? { text, systems: systems.map(({ id }) => id), calls, diagnostics: told, isStuck: false }
    : { ...unchanged(told), isStuck: true };
}

function unchanged(diagnostics: readonly Diagnostic[]): Updated {
  return { text: undefined, systems: [], calls: [], diagnostics, isStuck: false };
}

/** A file without content but perhaps comments, which stay above. */
function begun(
  file: SourceFile,
  { systems, calls }: Additions,
  origin: { readonly source: ImportSource; readonly file: string },
): Updated {
  const told = sortedDiagnostics(calls.map(notHere));
  if (systems.length === 0) {
    return unchanged(told);
  }
  const head = file.text === '' || file.text.endsWith('\n') ? file.text : `${file.text}\n`;
  const text = head + fileText(systems, origin);
  const { source, diagnostics } = readSource({ path: file.path, text });
  return source === undefined
    ? unchanged(diagnostics)
    : { text, systems: systems.map(({ id }) => id), calls: [], diagnostics: told, isStuck: false };
}

interface Plan {
  readonly insertions: readonly Insertion[];
  /** The insertion of systems; undefined where there are none. */
  readonly systems: Insertion | undefined;
  /** The calls of each other insertion. */
  readonly calls: ReadonlyMap<Insertion, readonly UndeclaredCall[]>;
  /** Calls of what does not stand in this file. */
  readonly elsewhere: readonly UndeclaredCall[];
}

function planOf(own: Readonly<Record<string, unknown>>, additions: Additions): Plan {
  const byCaller = new Map<string, UndeclaredCall[]>();
  for (const call of additions.calls) {
    const calls = byCaller.get(call.from) ?? [];
    byCaller.set(call.from, calls);
    calls.push(call);
  }
  const callers = sortedKeys(byCaller);
  const calls = new Map(
    callers
      .filter((id) => Object.hasOwn(own, id))
      .map((id) => [edgesInto(id, byCaller.get(id) ?? []), byCaller.get(id) ?? []]),
  );
  const systems = additions.systems.length === 0 ? undefined : systemsInto(additions.systems);
  return {
    insertions: [...calls.keys(), ...(systems === undefined ? [] : [systems])],
    systems,
    calls,
    elsewhere: callers
      .filter((id) => !Object.hasOwn(own, id))
      .flatMap((id) => byCaller.get(id) ?? []),
  };
}

function edgesInto(id: string, calls: readonly DraftEdge[]): Insertion {
  return {
    path: ['systems', id, 'dependsOn'],
    block: (indent) => calls.map((edge) => edgeLine(edge, indent)),
    flow: calls.map(edgeFlow),
    above: calls.map(({ to, kind }) => decideLine(`${id} -> ${to} (${kind.word})`)),
  };
}

function systemsInto(systems: readonly DraftSystem[]): Insertion {
  return {
    path: ['systems'],
    block: (indent, step) => systems.flatMap((draft) => systemLines(draft, indent, step)),
    flow: systems.map(systemFlow),
    above: systems.map(({ id }) => decideLine(id)),
  };
}

/** What is to be read afterwards. */
function expected(value: unknown, { systems, calls }: Additions): unknown {
  const file = fieldsIn(value);
  const own = { ...fieldsIn(file['systems']) };
  const edges = new Map<string, Record<string, unknown>>();
  for (const { from, to, kind } of calls) {
    const dependsOn = edges.get(from) ?? { ...fieldsIn(fieldsIn(own[from])['dependsOn']) };
    edges.set(from, dependsOn);
    dependsOn[to] = kind.word;
  }
  for (const [from, dependsOn] of edges) {
    // A copy: an alias may stand for the same part, which must not change elsewhere.
    own[from] = { ...fieldsIn(own[from]), dependsOn };
  }
  const text = fileText(systems, { source: 'otel', file: '' });
  const fresh = fieldsIn(readSource({ path: '', text }).source?.value);
  return { ...file, systems: { ...own, ...fieldsIn(fresh['systems']) } };
}

function isRead(file: SourceFile, wanted: unknown): boolean {
  const { source } = readSource(file);
  return source !== undefined && JSON.stringify(source.value) === JSON.stringify(wanted);
}

/** A map of YAML that has passed the schema; where there is none, an empty one. */
function fieldsIn(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function notHere({ from, to, at, seenAt }: UndeclaredCall): Diagnostic {
  return diagnostic(
    'import/not-added',
    at ?? seenAt,
    `\`${from}\` calls \`${to}\`, which is not added: \`${from}\` stands in another file, or is a group`,
    { help: `declare it there, or say \`# tower: ignore ${from}->${to}\`` },
  );
}

function notBehindAlias({ from, to, at, seenAt }: UndeclaredCall): Diagnostic {
  return diagnostic(
    'import/not-added',
    at ?? seenAt,
    `\`${from}\` calls \`${to}\`, which is not added: others share its dependencies by an alias`,
    { help: 'write the dependencies out, and update again' },
  );
}
