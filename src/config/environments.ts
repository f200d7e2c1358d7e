import type { SourceFile } from '../model/diagnostic.ts';
import { compareText } from '../model/order.ts';

const overlayName = /^tower\.([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)\.yaml$/;

/** The environment whose overlay a path is: `prod` of `tower.prod.yaml`, beside tower.yaml and nowhere else. */
export function environmentOf(path: string): string | undefined {
  const name = path.startsWith('tower.') ? overlayName.exec(path)?.[1] : undefined;
  return name === 'scenario' ? undefined : name;
}

/** The overlay of an environment. */
export function overlayOf(environment: string): string {
  return `tower.${environment}.yaml`;
}

/** Overlays among the files of a project, by path; there are none where there is no tower.yaml. */
export function overlaysAmong(files: readonly SourceFile[]): readonly SourceFile[] {
  const overlays = files.filter(({ path }) => environmentOf(path) !== undefined);
  return overlays.length > 0 && files.some(({ path }) => path === 'tower.yaml')
    ? overlays.toSorted((a, b) => compareText(a.path, b.path))
    : [];
}
