import { isCollection, type Slot } from './tree.ts';

/** An anchor, or an alias, of a name. */
export interface Binding {
  readonly name: string;
  readonly isAlias: boolean;
}

/** Anchors and aliases in a slot, in the order in which they are read. */
export function bindingsIn(slot: Slot): readonly Binding[] {
  const { key, anchor, value } = slot;
  const anchors = [key?.anchor, anchor].flatMap((text) =>
    text === undefined ? [] : [{ name: text.slice(1), isAlias: false }],
  );
  if (isCollection(value)) {
    const inner = value.slots.map(bindingsIn);
    return inner.every((one) => one.length === 0) ? anchors : [anchors, ...inner].flat();
  }
  return value?.kind === 'scalar' && value.style === 'alias'
    ? [...anchors, { name: value.lines[0].slice(1), isAlias: true }]
    : anchors;
}

/** Whether every alias still means the same anchor in another order of the same bindings, and what follows them sees the same ones. */
export function keepsBindings(before: readonly Binding[], after: readonly Binding[]): boolean {
  const meant = resolved(before);
  const means = resolved(after);
  return [...meant].every(([binding, anchor]) => means.get(binding) === anchor);
}

/** The anchor of each alias, undefined for one further up; and of each name the one that what follows sees. */
function resolved(
  bindings: readonly Binding[],
): ReadonlyMap<Binding | string, Binding | undefined> {
  const anchorByName = new Map<string, Binding>();
  const found = new Map<Binding | string, Binding | undefined>();
  for (const binding of bindings) {
    if (binding.isAlias) {
      found.set(binding, anchorByName.get(binding.name));
    } else {
      anchorByName.set(binding.name, binding);
    }
  }
  for (const [name, anchor] of anchorByName) {
    found.set(name, anchor);
  }
  return found;
}
