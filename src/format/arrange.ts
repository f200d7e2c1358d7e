import { compareText } from '../model/order.ts';
import { bindingsIn, keepsBindings } from './bindings.ts';
import { formFor, type Shape, type Shapes } from './shape.ts';
import { apart, type Collection, isApart, isCollection, type Remark, type Slot } from './tree.ts';

/** What is arranged, by which orders. */
interface Plan {
  readonly shapes: Shapes;
  readonly hasAnchors: boolean;
  /** Keys of maps that stay as they are because an anchor would come behind its alias. */
  readonly kept: string[];
}

/** The top of a file in order, and the keys of maps that could not be put in order; empty for the top itself. */
export interface Arranged {
  readonly root: Collection;
  readonly kept: readonly string[];
}

/**
 * Puts the keys of a file in order: those that the schema knows as the schema has them, names in code-unit order. Lists stay, and so
 * does what the schema knows nothing of.
 */
export function arranged(root: Collection, shapes: Shapes, hasAnchors: boolean): Arranged {
  const plan: Plan = { shapes, hasAnchors, kept: [] };
  const inside = withSlots(root, inner(plan, root, shapes.root));
  const { head, slots } = withoutHead(inside.slots);
  const ordered = inOrder(plan, { ...inside, slots }, shapes.root, '');
  const spread = ordered.map((slot, index) => (index === 0 ? slot : apart(slot, true)));
  return {
    root: withSlots(inside, headed(spread, head, slots[0] !== undefined && isApart(slots[0]))),
    kept: plan.kept,
  };
}

/** Comments at the beginning of a file stay there, up to the last empty line; the rest goes with the first section. */
function withoutHead(slots: readonly Slot[]): {
  readonly head: readonly Remark[];
  readonly slots: readonly Slot[];
} {
  const [first, ...others] = slots;
  if (first === undefined) {
    return { head: [], slots };
  }
  const modeline = first.above.findLastIndex(({ text }) => /^# *yaml-language-server:/.test(text));
  const at = Math.max(aloneIn(first), modeline + 1);
  const above = first.above.slice(at);
  return { head: first.above.slice(0, at), slots: [{ ...first, above }, ...others] };
}

/** How many of the comments above an entry stand alone: an empty line stands between them and what is the entry's. */
function aloneIn({ above, blankBefore }: Slot): number {
  const last = above.findLastIndex((remark, index) => index > 0 && remark.blankBefore);
  return blankBefore ? above.length : Math.max(0, last);
}

/** The slots of a map or a list, each with its inside in order. */
function inner(plan: Plan, node: Collection, shape: Shape | undefined): readonly Slot[] {
  const form = shape && formFor(shape, keysOf(node));
  let isSame = true;
  const slots = node.slots.map((slot) => {
    const { key, value } = slot;
    if (!isCollection(value)) {
      return slot;
    }
    const schema = key === undefined ? shape?.items : (form?.get(key.name) ?? shape?.entries);
    const own = plan.shapes.of(schema);
    const inside = withSlots(value, inner(plan, value, own));
    const ordered = own === undefined ? inside.slots : inOrder(plan, inside, own, key?.name ?? '');
    const after = withSlots(inside, ordered);
    isSame &&= after === value;
    return after === value ? slot : { ...slot, value: after };
  });
  return isSame ? node.slots : slots;
}

function withSlots(node: Collection, slots: readonly Slot[]): Collection {
  return slots === node.slots ? node : { ...node, slots };
}

function keysOf({ slots }: Collection): readonly string[] {
  return slots.flatMap(({ key }) => (key === undefined ? [] : [key.name]));
}

/** The slots of a map in order, or as they are where a name would lose what it refers to. */
function inOrder(plan: Plan, node: Collection, shape: Shape, name: string): readonly Slot[] {
  if (node.kind === 'list') {
    return node.slots;
  }
  const { slots } = node;
  const ordered = sorted(node, shape);
  if (ordered === slots || !plan.hasAnchors) {
    return ordered;
  }
  const bindings = new Map(slots.map((slot) => [slot.key, bindingsIn(slot)]));
  const inNewOrder = ordered.map(({ key }) => bindings.get(key) ?? []);
  if (keepsBindings([...bindings.values()].flat(), inNewOrder.flat())) {
    return ordered;
  }
  plan.kept.push(name);
  return slots;
}

function sorted(node: Collection, shape: Shape): readonly Slot[] {
  if (shape.isTable) {
    return runsOf(node.slots).flatMap((run) => {
      const slots = spaced(run.slots, run.slots.toSorted(byName));
      return headed(slots, run.heading, true);
    });
  }
  const form = formFor(shape, keysOf(node));
  if (form === undefined || form.size === 0) {
    return node.slots;
  }
  const rankByKey = new Map([...form.keys()].map((key, index) => [key, index]));
  const rankOf = ({ key }: Slot): number => rankByKey.get(key?.name ?? '') ?? form.size;
  const ordered = node.slots.toSorted((a, b) => rankOf(a) - rankOf(b));
  return spaced(node.slots, ordered);
}

function byName(a: Slot, b: Slot): number {
  return compareText(a.key?.name ?? '', b.key?.name ?? '');
}

/** Entries of a table below a comment that stands alone, or those before the first such comment. */
interface Run {
  readonly heading: readonly Remark[];
  readonly slots: Slot[];
}

function runsOf(slots: readonly Slot[]): readonly Run[] {
  const runs: Run[] = [];
  for (const slot of slots) {
    const count = aloneIn(slot);
    const last = runs.at(-1);
    if (count > 0) {
      const above = slot.above.slice(count);
      runs.push({ heading: slot.above.slice(0, count), slots: [{ ...slot, above }] });
    } else if (last === undefined) {
      runs.push({ heading: [], slots: [slot] });
    } else {
      last.slots.push(slot);
    }
  }
  return runs;
}

/** Slots with comments above all of them, and an empty line behind those or none. */
function headed(
  slots: readonly Slot[],
  heading: readonly Remark[],
  blankBehind: boolean,
): readonly Slot[] {
  const [first, ...others] = slots;
  if (first === undefined || heading.length === 0) {
    return slots;
  }
  const below = apart(first, blankBehind);
  return [{ ...below, above: [...heading, ...below.above] }, ...others];
}

/**
 * Slots in another order, with empty lines between them: two that stood one behind the other keep what was between them; of others, an
 * entry of several lines stands apart where the map sets its entries apart at all.
 */
function spaced(before: readonly Slot[], after: readonly Slot[]): readonly Slot[] {
  if (after.every((slot, index) => slot === before[index])) {
    return before;
  }
  const setsApart = before.some((slot, index) => index > 0 && isApart(slot));
  const previous = new Map(before.map((slot, index) => [slot, before[index - 1]]));
  return after.map((slot, index) => {
    const neighbor = after[index - 1];
    if (neighbor === undefined) {
      return apart(slot, false);
    }
    return previous.get(slot) === neighbor
      ? slot
      : apart(slot, setsApart && (isLarge(slot) || isLarge(neighbor)));
  });
}

function isLarge({ above, value }: Slot): boolean {
  return above.length > 0 || value?.kind === 'text' || (isCollection(value) && !value.isOnOneLine);
}
