import type { Model, Resource } from '../model/model.ts';
import { type FactMap, given } from './system-facts.ts';

/** What a system asks of a resource. */
export interface Claim {
  readonly system: string;
  readonly request: number;
  /** What it never exceeds; the request where no limit is declared. */
  readonly limit: number;
}

/** Claims by resource, each in the order of the systems. */
export function claimsOf(model: Pick<Model, 'systems'>): ReadonlyMap<string, readonly Claim[]> {
  const claims = new Map<string, Claim[]>();
  for (const system of model.systems) {
    for (const { resource, request, limit } of system.uses) {
      const known = claims.get(resource) ?? [];
      claims.set(resource, known);
      known.push({ system: system.id, request, limit: limit ?? request });
    }
  }
  return claims;
}

/** The facts of a resource and of the claims on it. */
export function resourceFacts(resource: Resource, claims: readonly Claim[]): FactMap {
  const { id, type, kind, unit, capacity, region, costPerUnitHour } = resource;
  const requested = sum(claims.map((claim) => claim.request));
  return given({
    id,
    type,
    kind,
    unit,
    capacity,
    region,
    costPerUnitHour,
    requested,
    limits: sum(claims.map((claim) => claim.limit)),
    users: { count: claims.length, ids: claims.map((claim) => claim.system) },
    headroom: rounded(capacity - requested),
    utilization: capacity > 0 ? rounded(requested / capacity) : undefined,
    costPerHour: rounded(requested * costPerUnitHour),
  });
}

function sum(amounts: readonly number[]): number {
  return rounded(amounts.reduce((total, amount) => total + amount, 0));
}

/** To nine digits after the point, so that 0.1 + 0.2 is compared and printed as 0.3. */
function rounded(value: number): number {
  return Number(value.toFixed(9));
}
