import { unknownPart } from './interpolate.ts';

/** A variable of the environment. */
export interface Assigned {
  readonly name: string;
  readonly value: string;
}

/** What a service calls itself in its traces, by the variables that it is given. */
export function tracedName(environment: readonly Assigned[]): string | undefined {
  const value = (name: string): string | undefined =>
    environment.find((one) => one.name === name)?.value;
  const attributes = (value('OTEL_RESOURCE_ATTRIBUTES') ?? '').split(',');
  const attribute = attributes.find((text) => text.trim().startsWith('service.name='));
  return known(value('OTEL_SERVICE_NAME') ?? attribute?.split('=')[1]?.trim());
}

/** A text that is not empty, and has no part that nobody knows. */
export function known(text: string | undefined): string | undefined {
  return text === undefined || text === '' || text.includes(unknownPart) ? undefined : text;
}
