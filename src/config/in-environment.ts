import { type Diagnostic, diagnostic, type SourceFile } from '../model/diagnostic.ts';
import { builtIn } from './built-in.ts';
import { overlaysAmong } from './environments.ts';
import { withOverlay } from './overlay.ts';
import type { Source } from './source.ts';

/** Sources with the overlay of the environment over them, where there is one. */
export interface InEnvironment {
  readonly sources: readonly Source[];
  readonly diagnostics: readonly Diagnostic[];
  /** The path of the overlay. */
  readonly overlay?: string;
}

/** Lays the overlay among the files over the others. Without one, all is as it was read. */
export function inEnvironment(files: readonly SourceFile[], read: InEnvironment): InEnvironment {
  const [overlay, second] = overlaysAmong(files).map(({ path }) =>
    read.sources.find(({ file }) => file === path),
  );
  if (overlay === undefined) {
    return read;
  }
  if (second !== undefined) {
    const at = second.locate([], 'key');
    const told = diagnostic(
      'overlay/several',
      at,
      `\`${second.file}\` and \`${overlay.file}\` are overlays of two environments`,
      { help: 'load the files with one of them' },
    );
    return { ...read, diagnostics: [...read.diagnostics, told] };
  }
  const others = read.sources.filter((source) => source !== overlay);
  const laid = withOverlay(builtIn, others, overlay);
  return {
    sources: laid.sources,
    diagnostics: [...read.diagnostics, ...laid.diagnostics],
    overlay: overlay.file,
  };
}
