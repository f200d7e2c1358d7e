import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { escapedProperty } from './workflow-command.ts';

/** The folder with the tower.yaml that a command finds from here: the nearest one, upwards. */
export function rootAbove(folder: string): string | undefined {
  let at = folder;
  while (!existsSync(join(at, 'tower.yaml'))) {
    const above = dirname(at);
    if (above === at) {
      return undefined;
    }
    at = above;
  }
  return at;
}

/** What stands before the paths of a configuration so that they are those of the repository: `fleet/`, or nothing at its root. */
export function prefixOf(root: string | undefined, workspace: string): string {
  const path = root === undefined ? '' : relative(workspace, root);
  return path === '' || path.split(sep)[0] === '..' ? '' : `${path.split(sep).join('/')}/`;
}

/** Annotations with their files below a prefix. */
export function annotationsBelow(prefix: string, text: string): string {
  const escaped = escapedProperty(prefix);
  return text.replace(
    /^(::(?:error|warning|notice) title=[^,\n]*,file=)/gm,
    (start) => `${start}${escaped}`,
  );
}

/** A SARIF log with the places that are relative to the root of the project below a prefix. */
export function sarifBelow(prefix: string, text: string): string {
  const escaped = prefix.split('/').map(encodeURIComponent).join('/');
  const log: unknown = JSON.parse(text, (_, value: unknown) =>
    isPlace(value) ? { ...value, uri: `${escaped}${value.uri}` } : value,
  );
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

interface Place {
  readonly uri: string;
  readonly uriBaseId: '%SRCROOT%';
}

function isPlace(value: unknown): value is Place {
  return (
    typeof value === 'object' &&
    value !== null &&
    'uriBaseId' in value &&
    value.uriBaseId === '%SRCROOT%' &&
    'uri' in value &&
    typeof value.uri === 'string'
  );
}
