/**
 * Whether a path with `/` between folders matches a pattern: `*` is any text within a name, `?` one character, and `**` as a
 * whole name any number of folders. The time is at most the length of the pattern times that of the path.
 */
export function matchesGlob(pattern: string, path: string): boolean {
  return matchesSequence(pattern.split('/'), path.split('/'), {
    isAny: (part) => part === '**',
    isOne: matchesName,
  });
}

/** Whether a pattern may match a path below a folder: whether the folder matches as many of its first parts. */
export function mayMatchBelow(pattern: string, folder: string): boolean {
  const parts = pattern.split('/');
  const any = parts.indexOf('**');
  const names = folder.split('/');
  const fixed = any < 0 ? parts.slice(0, -1) : parts.slice(0, any);
  const isDeepEnough = any >= 0 || names.length <= fixed.length;
  return (
    isDeepEnough &&
    names.slice(0, fixed.length).every((name, index) => matchesName(fixed[index] ?? '', name))
  );
}

function matchesName(pattern: string, name: string): boolean {
  return matchesSequence([...pattern], [...name], {
    isAny: (character) => character === '*',
    isOne: (character, of) => character === '?' || character === of,
  });
}

interface Steps {
  /** Whether a part of the pattern stands for any number of parts. */
  readonly isAny: (part: string) => boolean;
  readonly isOne: (part: string, of: string) => boolean;
}

/** Only the last "any number" ever has to take one more, so that going back never branches. */
function matchesSequence(
  pattern: readonly string[],
  parts: readonly string[],
  steps: Steps,
): boolean {
  let at = 0;
  let patternAt = 0;
  let retryAt = 0;
  let retryPatternAt = -1;
  while (at < parts.length) {
    const wanted = pattern[patternAt];
    const part = parts[at] ?? '';
    if (wanted !== undefined && steps.isAny(wanted)) {
      retryAt = at;
      retryPatternAt = patternAt;
      patternAt += 1;
    } else if (wanted !== undefined && steps.isOne(wanted, part)) {
      at += 1;
      patternAt += 1;
    } else if (retryPatternAt >= 0) {
      retryAt += 1;
      at = retryAt;
      patternAt = retryPatternAt + 1;
    } else {
      return false;
    }
  }
  return pattern.slice(patternAt).every((part) => steps.isAny(part));
}
