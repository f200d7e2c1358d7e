import { scenarioSchemaText, towerSchemaText } from '../config/schema-texts.generated.ts';
import { readSource } from '../config/source.ts';
import { valueAt } from '../config/tree.ts';
import type { Diagnostic, SourceFile } from '../model/diagnostic.ts';
import { arranged } from './arrange.ts';
import { readTree, remarksIn } from './read-tree.ts';
import { type Shapes, shapesIn } from './shape.ts';
import type { Tree } from './tree.ts';
import { treeText } from './write-tree.ts';

/** A file in canonical form, or why it has none. */
export type Formatted =
  | {
      readonly text: string;
      /** Keys of maps that stay as they are, because an anchor would come behind its alias; empty for the top. */
      readonly kept: readonly string[];
    }
  | { readonly text?: undefined; readonly why: Refusal };

/** Why a file stays as it is: it is not YAML, not a file of Tower, or its form would not survive. */
export type Refusal =
  | { readonly kind: 'faults'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'unsafe'; readonly what: 'form' | 'value' | 'comments' };

/**
 * The canonical form of a file of a configuration or of scenarios: docs/fmt.md says what that is. What it comes to is read again: where
 * it does not say the same as before, in values and in comments, the file has no canonical form. A file without content keeps its text.
 */
export function formatted(file: SourceFile): Formatted {
  const given = file.text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const before = readSource({ path: file.path, text: given });
  if (before.source === undefined) {
    return { why: { kind: 'faults', diagnostics: before.diagnostics } };
  }
  const { value } = before.source;
  if (value === null) {
    return { text: given, kept: [] };
  }
  if (valueAt(value, ['tower']) !== 'v1') {
    return { why: { kind: 'foreign' } };
  }
  const tree = readTree(given);
  if (tree === undefined) {
    return { why: { kind: 'unsafe', what: 'form' } };
  }
  const { root, kept } = arranged(tree.root, shapesFor(value), tree.hasAnchors);
  const text = treeText({ ...tree, root });
  const lost = text === given ? undefined : lostIn(tree, value, { path: file.path, text });
  return lost === undefined ? { text, kept } : { why: { kind: 'unsafe', what: lost } };
}

function shapesFor(value: unknown): Shapes {
  const schemaText =
    valueAt(value, ['scenarios']) === undefined ? towerSchemaText : scenarioSchemaText;
  const shapes = shapesByText.get(schemaText) ?? shapesIn(schemaText);
  shapesByText.set(schemaText, shapes);
  return shapes;
}

const shapesByText = new Map<string, Shapes>();

function lostIn(tree: Tree, value: unknown, after: SourceFile): 'value' | 'comments' | undefined {
  const { source } = readSource(after);
  if (source === undefined || !isSame(value, source.value)) {
    return 'value';
  }
  const [was, is] = [tree.remarks.toSorted(), remarksIn(after.text).toSorted()];
  return was.length === is.length && was.every((text, index) => text === is[index])
    ? undefined
    : 'comments';
}

/** Whether two values are the same but for the order of keys. It calls itself as deep as they nest, which reading has bounded. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return Object.is(a, b);
  }
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => isSame(item, b[index]))
    );
  }
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSame(valueAt(a, [key]), valueAt(b, [key])))
  );
}
