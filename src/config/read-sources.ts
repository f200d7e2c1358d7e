import { type Diagnostic, diagnostic, type SourceFile } from '../model/diagnostic.ts';
import { limits, sayBytes, sayCount } from '../model/limits.ts';
import { startOf } from '../model/location.ts';
import { sortedBy } from '../model/order.ts';
import { readSource, type Source } from './source.ts';

/** The files of a configuration as data, by path. */
export interface ReadSources {
  readonly sources: readonly Source[];
  readonly diagnostics: readonly Diagnostic[];
  /** Whether every file is there. */
  readonly isWhole: boolean;
}

/** How large the files read so far are together. */
export interface Extent {
  readonly characters: number;
  readonly parts: number;
}

/** Stage 1 for all files. Where they are too large together, the rest is not read. `note` is told how many have been. */
export function readSources(
  files: readonly SourceFile[],
  note: (done: number) => void = () => undefined,
): ReadSources {
  const sources: Source[] = [];
  const diagnostics: Diagnostic[] = [];
  let extent: Extent = { characters: 0, parts: 0 };
  for (const file of sortedBy(files, ({ path }) => path)) {
    extent = { ...extent, characters: extent.characters + file.text.length };
    const read = isBeyond(extent) ? undefined : readSource(file);
    extent = { ...extent, parts: extent.parts + (read?.parts ?? 0) };
    const excess = excessOf(extent, file.path);
    if (read === undefined || excess !== undefined) {
      return {
        sources,
        diagnostics: [...diagnostics, ...(excess === undefined ? [] : [excess])],
        isWhole: false,
      };
    }
    diagnostics.push(...read.diagnostics);
    if (diagnostics.length > limits.problems) {
      return { sources, diagnostics, isWhole: false };
    }
    if (read.source !== undefined) {
      sources.push(read.source);
    }
    note(sources.length);
  }
  return { sources, diagnostics, isWhole: sources.length === files.length };
}

function isBeyond({ characters, parts }: Extent): boolean {
  return characters > limits.treeBytes || parts > limits.treeParts;
}

/** What there is too much of in all files up to one; undefined where that is nothing. */
export function excessOf(extent: Extent, file: string): Diagnostic | undefined {
  if (!isBeyond(extent)) {
    return undefined;
  }
  const at = startOf(file);
  const help = 'split the project, or leave files out by `config.include`';
  return extent.characters > limits.treeBytes
    ? diagnostic(
        'file/too-large',
        at,
        `the files of the configuration are larger than ${sayBytes(limits.treeBytes)} together`,
        { help },
      )
    : diagnostic(
        'yaml/too-many-parts',
        at,
        `the files of the configuration have more than ${sayCount(limits.treeParts)} parts together`,
        { help },
      );
}
