import type { Model, System } from '../model/model.ts';
import { didYouMean, sayKnown } from '../model/nearest.ts';
import { compareText, distinct } from '../model/order.ts';
import { labelBy, type Refusal, sharedFates } from './shared-value.ts';

/** What one term of a failure names, or why it names nothing. */
export type Named =
  | { readonly systems: readonly string[]; readonly message?: undefined }
  | (Refusal & { readonly systems?: undefined });

/**
 * The systems that `ID`, `region:R`, `zone:Z`, `owner:O` or `label:KEY=VALUE` stands for, by id. The id of a group stands for all
 * its members. What is logical has no failure of its own, and is left out of what systems have in common.
 */
export function systemsNamed(model: Model, term: string): Named {
  const split = term.indexOf(':');
  if (split < 0) {
    return systemsOfId(model, term);
  }
  const [prefix, value] = [term.slice(0, split), term.slice(split + 1)];
  const fate = sharedFates.find((known) => known === prefix);
  if (fate !== undefined) {
    return sharing(model, fate, value, (system) => system[fate]);
  }
  if (prefix === 'label') {
    return labelled(model, value);
  }
  const help = didYouMean(prefix, [...sharedFates, 'label']);
  return { message: `\`${prefix}:\` is not a way to name systems`, help };
}

/** Whether a system can be found to be offline itself. */
export function hasOwnHealth({ logical, proxyFor }: System): boolean {
  return !logical && proxyFor === undefined;
}

function systemsOfId(model: Model, id: string): Named {
  const system = model.systemById.get(id);
  if (system?.logical === true) {
    return {
      message: `\`${id}\` is logical: it has no failure of its own`,
      help: 'name something that it depends on',
    };
  }
  if (system?.proxyFor !== undefined) {
    return {
      message: `\`${id}\` stands for \`${system.proxyFor}\`: its health is that of the other`,
      help: `name \`${system.proxyFor}\``,
    };
  }
  if (system !== undefined) {
    return { systems: [id] };
  }
  const group = model.groupById.get(id);
  if (group !== undefined) {
    return { systems: group.members };
  }
  const known = [...model.systemById.keys(), ...model.groupById.keys()];
  return { message: `\`${id}\` is not a system or a group`, help: didYouMean(id, known) };
}

function labelled(model: Model, pair: string): Named {
  const split = pair.indexOf('=');
  if (split < 1) {
    return {
      message: `\`label:${pair}\` lacks a value`,
      help: 'write `label:KEY=VALUE`',
    };
  }
  const [key, value] = [pair.slice(0, split), pair.slice(split + 1)];
  const read = labelBy(model.systems, key);
  return typeof read === 'function' ? sharing(model, `label \`${key}\``, value, read) : read;
}

function sharing(
  { systems }: Model,
  what: string,
  value: string,
  shared: (system: System) => string | undefined,
): Named {
  const own = systems.filter(hasOwnHealth);
  const those = own.filter((system) => shared(system) === value).map(({ id }) => id);
  if (those.length > 0) {
    return { systems: those.sort(compareText) };
  }
  const known = distinct(own.map(shared));
  return {
    message: `no system that can fail has the ${what} \`${value}\``,
    help: value === '' ? sayKnown(known) : didYouMean(value, known),
  };
}
