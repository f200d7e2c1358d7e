import { join } from 'node:path';
import { overlayOf } from '../config/environments.ts';
import { load } from '../config/load.ts';
import { type Diagnostic, type SourceFile, sortedDiagnostics } from '../model/diagnostic.ts';
import { limits } from '../model/limits.ts';
import type { World } from '../ports.ts';
import type { LoadedProject } from './configuration.ts';

/** A finding that the configuration has in some environments and not without one. */
interface Found {
  readonly diagnostic: Diagnostic;
  readonly environments: string[];
}

/**
 * A project with what is to say about each of its environments besides, everything once. An overlay would else be merged that nobody
 * has loaded. Without environments, and in a single one, it is the project that was given.
 */
export function inAllEnvironments(world: World, project: LoadedProject): LoadedProject {
  const { place, environments } = project;
  const isUnread = project.diagnostics.some(
    ({ code, severity }) => severity === 'error' && code.startsWith('file/'),
  );
  if (place.environment !== undefined || environments.length === 0 || isUnread) {
    return project;
  }
  const known = new Set(project.diagnostics.map(keyOf));
  const found = new Map<string, Found>();
  const overlays: SourceFile[] = [];
  for (const environment of environments) {
    const path = overlayOf(environment);
    const { file, diagnostic } = world.files.read(
      join(place.folder, path),
      path,
      limits.fileBytes,
      place.folder,
    );
    overlays.push(...(file === undefined ? [] : [file]));
    const told = file === undefined ? [diagnostic] : load([...project.files, file]).diagnostics;
    for (const one of told.filter((other) => !known.has(keyOf(other)))) {
      const key = keyOf(one);
      const before = found.get(key) ?? { diagnostic: one, environments: [] };
      before.environments.push(environment);
      found.set(key, before);
    }
  }
  return {
    ...project,
    files: [...project.files, ...overlays],
    diagnostics: sortedDiagnostics([...project.diagnostics, ...[...found.values()].map(named)]),
    sources: new Map([
      ...project.sources,
      ...overlays.map(({ path, text }) => [path, text] as const),
    ]),
  };
}

/** Says in which environments something is found, unless its place does. */
function named({ diagnostic, environments }: Found): Diagnostic {
  const [first = ''] = environments;
  if (diagnostic.at.file === overlayOf(first)) {
    return diagnostic;
  }
  const names = environments.map((name) => `\`${name}\``).join(', ');
  return { ...diagnostic, message: `${diagnostic.message} (in ${names})` };
}

function keyOf({ code, message, at }: Diagnostic): string {
  return JSON.stringify([code, message, at.file, at.line, at.column]);
}
