import { intAt } from '../integers.ts';
import { type Assembly, gatePart, type ModulePart, votersOf } from './assembly.ts';
import { type GateDiagram, gateDiagram } from './gate-diagram.ts';
import { involvedChances } from './involvement.ts';
import { numberAt } from './numbers.ts';
import { chanceOfVotes, worthOfVotes } from './votes.ts';

/**
 * By node that is an event or a module: the probability that it fails. `chance` is that of the events; `open` answers for
 * the modules that are not worked out, and is given what is known of the nodes below.
 */
export function chancesOf(
  { gates, modules, parts }: Assembly,
  chance: Float64Array,
  open: (place: number, known: Float64Array) => number = () => Number.NaN,
): Float64Array {
  const known = new Float64Array(gates.threshold.length);
  for (let node = 0; node < known.length; node += 1) {
    const event = intAt(gates.event, node);
    known[node] = event < 0 ? 0 : numberAt(chance, event);
  }
  for (const [place, part] of parts.entries()) {
    const head = intAt(modules.heads, place);
    if (part === 'votes') {
      known[head] = chanceOfVotes(
        intAt(gates.threshold, head),
        picked(known, votersOf(gates, head)),
      );
    } else {
      known[head] =
        part === 'open' ? open(place, known) : numberAt(valuesOf(part, known), part.root);
    }
  }
  return known;
}

function picked(numbers: Float64Array, places: Int32Array): Float64Array {
  return Float64Array.from(places, (place) => numberAt(numbers, place));
}

/** By node of a diagram, the probability that its function holds. */
function valuesOf({ diagram, root, variables }: GateDiagram, chance: Float64Array): Float64Array {
  const { level, high, low } = diagram;
  const values = new Float64Array(root + 1);
  values[1] = 1;
  for (let node = 2; node <= root; node += 1) {
    const its = numberAt(chance, intAt(variables, intAt(level, node)));
    values[node] =
      its * numberAt(values, intAt(high, node)) + (1 - its) * numberAt(values, intAt(low, node));
  }
  return values;
}

/**
 * By node that is an event or a module: what its failure adds to the probability of the module that it is a part of, against its
 * working. Open modules have no such parts.
 */
export function worthsInside(assembly: Assembly, chance: Float64Array): Float64Array {
  const { gates, modules, parts } = assembly;
  const worth = new Float64Array(gates.threshold.length);
  for (const [place, part] of parts.entries()) {
    const head = intAt(modules.heads, place);
    if (part === 'votes') {
      const voters = votersOf(gates, head);
      const each = worthOfVotes(intAt(gates.threshold, head), picked(chance, voters));
      for (const [index, voter] of voters.entries()) {
        worth[voter] = numberAt(each, index);
      }
    } else if (part !== 'open') {
      addWorths(part, chance, worth);
    }
  }
  return worth;
}

/** From the root down: how likely a node is come to, and what its two sides differ in. */
function addWorths(part: GateDiagram, chance: Float64Array, worth: Float64Array): void {
  const { level, high, low } = part.diagram;
  const values = valuesOf(part, chance);
  const share = new Float64Array(part.root + 1);
  share[part.root] = 1;
  for (let node = part.root; node >= 2; node -= 1) {
    const its = numberAt(share, node);
    if (its > 0) {
      const variable = intAt(part.variables, intAt(level, node));
      const [then, otherwise] = [intAt(high, node), intAt(low, node)];
      const itsChance = numberAt(chance, variable);
      worth[variable] =
        numberAt(worth, variable) + its * (numberAt(values, then) - numberAt(values, otherwise));
      share[then] = numberAt(share, then) + its * itsChance;
      share[otherwise] = numberAt(share, otherwise) + its * (1 - itsChance);
    }
  }
}

/** What a factor for each part, inside of its module, comes to for the top: the product along the modules around it. */
export function chained({ gates, modules, parts }: Assembly, inside: Float64Array): Float64Array {
  const whole = new Float64Array(gates.threshold.length);
  whole[gates.top] = 1;
  for (let place = parts.length - 1; place >= 0; place -= 1) {
    const head = intAt(modules.heads, place);
    const part = parts[place];
    const its = part === 'votes' ? votersOf(gates, head) : variablesOf(part);
    for (const variable of its) {
      whole[variable] = numberAt(whole, head) * numberAt(inside, variable);
    }
  }
  return whole;
}

function variablesOf(part: ModulePart | undefined): Int32Array {
  return typeof part === 'object' ? part.variables : new Int32Array(0);
}

/**
 * By node that is an event or a module: the probability that the rest of some minimal cut set with it has failed, of those of the
 * module that it is a part of. `NaN` where finding that out takes too many nodes. `worth` is that of `worthsInside`.
 */
export function involvementsInside(
  assembly: Assembly,
  chance: Float64Array,
  worth: Float64Array,
): Float64Array {
  const { gates, modules, parts } = assembly;
  const involved = new Float64Array(gates.threshold.length);
  for (const [place, part] of parts.entries()) {
    const head = intAt(modules.heads, place);
    if (part === 'votes') {
      for (const voter of votersOf(gates, head)) {
        // With the voter, one less of the others suffices.
        const more = (1 - numberAt(chance, voter)) * numberAt(worth, voter);
        involved[voter] = numberAt(chance, head) + more;
      }
    } else if (part !== 'open') {
      const larger = gateDiagram(gatePart(assembly, place), part.variables, involvementNodeMax);
      const each = (larger && involvedChances(larger, chance)) ?? [];
      for (const [level, variable] of part.variables.entries()) {
        involved[variable] = each[level] ?? Number.NaN;
      }
    }
  }
  return involved;
}

const involvementNodeMax = 1_048_576;
