import type { MessagePart, Scope } from '../model/model.ts';
import type { FactRead } from '../model/trace.ts';
import { isHealthField } from './fact-shapes.ts';
import { parsePath } from './path.ts';
import { leadingNames } from './walk.ts';

/**
 * How often a rule has to be judged anew for a subject. `static`: only when the configuration changes. `own`: also when the
 * health of the subject's own system, or the last value of one of its signals, does. `wide`: at every step, because it
 * looks at other systems, at the whole, or at the time.
 */
export type Volatility = 'static' | 'own' | 'wide';

/** The volatility of all that is looked at for a subject of a scope: that of a rule by its `reads`, or of a message. */
export function volatilityOf(
  { reads }: { readonly reads: readonly FactRead[] },
  scope: Scope,
): Volatility {
  const each = reads.map((read) => readVolatility(read, scope));
  if (each.includes('wide')) {
    return 'wide';
  }
  return each.includes('own') ? 'own' : 'static';
}

/** What a message looks at. */
export function messageReads(message: readonly MessagePart[]): readonly FactRead[] {
  return message.flatMap((part) => {
    if ('text' in part) {
      return [];
    }
    const parsed = parsePath(part.path);
    return [{ fact: part.fact, fields: 'path' in parsed ? leadingNames(parsed.path) : [] }];
  });
}

function readVolatility({ fact, params, fields }: FactRead, scope: Scope): Volatility {
  switch (fact) {
    case 'system':
      return systemVolatility(fields, scope === 'system' && params?.['id'] === undefined);
    case 'signal':
      return isOwnValue(params, fields, scope) ? 'own' : 'wide';
    case 'dependency':
      return dependencyVolatility(fields);
    case 'resource':
      return 'static';
    case 'repo':
      return staticOfRepo.has(fields[0] ?? '') ? 'static' : 'wide';
    default:
      return 'wide';
  }
}

/** Whether only samples of the subject change what is read. The age of a heartbeat grows by itself. */
function isOwnValue(params: FactRead['params'], [field]: readonly string[], scope: Scope): boolean {
  const { system, name } = params ?? {};
  return (
    scope === 'system' &&
    system === undefined &&
    field === 'value' &&
    typeof name === 'string' &&
    name !== 'heartbeat_age'
  );
}

/** What a configuration says of a system is the same whichever system it is; its health only concerns the subject's own. */
function systemVolatility([field]: readonly string[], isOwn: boolean): Volatility {
  if (field !== undefined && !isHealthField(field)) {
    return 'static';
  }
  return isOwn ? 'own' : 'wide';
}

/** The health of either side changes without the other. */
function dependencyVolatility([field, ...rest]: readonly string[]): Volatility {
  if (field === undefined) {
    return 'wide';
  }
  return field === 'from' || field === 'to' ? systemVolatility(rest, false) : 'static';
}

/** Waivers run out, and the overall status is that of all systems. */
const staticOfRepo: ReadonlySet<string> = new Set([
  'name',
  'systems',
  'owners',
  'regions',
  'groups',
  'dependencies',
  'thresholds',
  'policies',
  'cycles',
  'diagnostics',
]);
