import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { World } from '../ports.ts';
import type { RenderContext } from '../report/context.ts';

/** What every command is given. */
export interface Session {
  readonly world: World;
  readonly version: string;
  /** The value of `--root` or TOWER_ROOT. */
  readonly root: string | undefined;
  /** The value of `--env` or TOWER_ENV. */
  readonly environment: string | undefined;
  /** Absolute paths of the files that were read or are remembered, which no output may replace. */
  readonly inputs: ReadonlySet<string>;
  /** Formats in which the result is wanted. */
  readonly formats: readonly string[];
  /** How the user wants text to look. */
  readonly look: { readonly color: 'auto' | 'always' | 'never'; readonly ascii: boolean };
}

/** A world that notes which files are read or locked. */
export function noting(world: World, inputs: Set<string>): World {
  const { files } = world;
  return {
    ...world,
    files: {
      ...files,
      read: (path, name, bytesMax, within) => {
        inputs.add(resolve(world.cwd, path));
        return files.read(path, name, bytesMax, within);
      },
      readBytes: (path, name, bytesMax) => {
        inputs.add(resolve(world.cwd, path));
        return files.readBytes(path, name, bytesMax);
      },
      lock: (path, name) => {
        inputs.add(resolve(world.cwd, path));
        return files.lock(path, name);
      },
    },
  };
}

/** A variable of the environment; an empty one counts as absent. */
export function variable(world: World, name: string): string | undefined {
  const value = world.env[name];
  return value === '' ? undefined : value;
}

/** The path of the state file: the flag, then TOWER_STATE. */
export function statePath(session: Session, flag: string | undefined): string | undefined {
  return flag ?? variable(session.world, 'TOWER_STATE');
}

/** Flags that a command which goes on from here has to repeat; what a variable says is said to it as well. */
export function repeated(
  session: Session,
  state: string | undefined,
): NonNullable<RenderContext['again']> {
  const { root, environment, world } = session;
  return {
    root: root === variable(world, 'TOWER_ROOT') ? undefined : root,
    environment: environment === variable(world, 'TOWER_ENV') ? undefined : environment,
    state,
  };
}

/** A path as the user meant it, absolute. */
export function absolute(session: Session, path: string): string {
  return resolve(session.world.cwd, path);
}

/** A path as seen from a folder, with `/`; empty for the folder itself. */
export function pathFrom(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/');
}

/** An absolute path as the user sees it: from the working directory where that is no detour. */
export function shown(session: Session, path: string): string {
  const near = relative(session.world.cwd, path);
  if (near === '') {
    return '.';
  }
  return near === '..' || near.startsWith(`..${sep}`) || isAbsolute(near) ? path : near;
}
