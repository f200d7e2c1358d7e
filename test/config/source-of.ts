import { readSource, type Source } from '../../src/config/source.ts';

/** A text that is YAML, as data with positions. */
export function sourceOf(text: string): Source {
  const { source, diagnostics } = readSource({ path: 'a.yaml', text });
  if (source === undefined) {
    throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  }
  return source;
}
