import { nameLabels } from '../../model/imported.ts';
import { distinct } from '../../model/order.ts';
import { idFor, type KnownSystems } from '../identify.ts';
import { type Matcher, sayMatcher, wordsOfPattern } from './matchers.ts';
import { type Constraint, conjoined, everything, type Selection, selecting } from './selection.ts';

/** What the matchers of a route come to: a selection, what is guessed in it, and what nothing corresponds to. */
export interface Counterpart {
  /** Undefined where no alert can match. */
  readonly selection: Selection | undefined;
  /** Matchers that people should look at. */
  readonly guesses: readonly string[];
  /** Matchers without a counterpart. */
  readonly lost: readonly string[];
}

/** Priorities that a severity stands for in most places. A guess: in Tower they also follow from the criticality of the system. */
const prioritiesBySeverity: ReadonlyMap<string, readonly string[]> = new Map([
  ['critical', ['p1', 'p2', 'p3']],
  ['page', ['p1', 'p2', 'p3']],
  ['emergency', ['p1', 'p2', 'p3']],
  ['fatal', ['p1', 'p2', 'p3']],
  ['error', ['p1', 'p2', 'p3']],
  ['high', ['p1', 'p2', 'p3']],
  ['major', ['p1', 'p2', 'p3']],
  ['warning', ['p4']],
  ['warn', ['p4']],
  ['medium', ['p4']],
  ['minor', ['p4']],
  ['ticket', ['p4']],
  ['info', ['p5']],
  ['informational', ['p5']],
  ['notice', ['p5']],
  ['low', ['p5']],
  ['none', ['p5']],
]);

const severityLabels = new Set(['severity', 'priority', 'level', 'urgency']);
const ownerLabels = new Set(['team', 'owner', 'squad', 'tower_owner', 'owned_by']);
const systemLabels = new Set([
  'service',
  'service_name',
  'system',
  'app',
  'application',
  'component',
  'job',
  'tower_system',
]);
/** What alerts are called by those who make them, which no system is. */
const alertLabels = new Set(['alertname', 'alertstate', 'prometheus', 'alertgroup']);

/** What corresponds to matchers. `known` are the systems that there are; undefined where nobody knows. */
export function counterpartOf(
  matchers: readonly Matcher[],
  known: KnownSystems | undefined,
): Counterpart {
  let selection: Selection | undefined = everything;
  const guesses: string[] = [];
  const lost: string[] = [];
  for (const matcher of matchers) {
    const asked = askedOf(matcher);
    const found = asked === undefined ? undefined : propertyOf(matcher.label, asked, known);
    if (asked === 'anything') {
      continue;
    }
    if (found === undefined) {
      lost.push(`\`${sayMatcher(matcher)}\``);
      continue;
    }
    if (found.isGuess) {
      guesses.push(sayMatcher(matcher));
    }
    const own = selecting(found.property, found.constraint);
    selection =
      own === undefined || selection === undefined ? undefined : conjoined(selection, own);
  }
  return { selection, guesses, lost };
}

/** The words that a matcher asks for; undefined where it cannot be said so. */
function askedOf({ operator, value }: Matcher): Constraint | 'anything' | undefined {
  if (operator === '=~' && value === '.*') {
    return 'anything';
  }
  const words = operator === '=' || operator === '!=' ? [value] : wordsOfPattern(value);
  // An empty value asks whether there is such a label at all.
  return words === undefined || words.includes('')
    ? undefined
    : { isIn: operator === '=' || operator === '=~', values: words };
}

interface Found {
  readonly property: string;
  readonly constraint: Constraint;
  readonly isGuess: boolean;
}

function propertyOf(
  label: string,
  asked: Constraint | 'anything',
  known: KnownSystems | undefined,
): Found | undefined {
  if (asked === 'anything' || alertLabels.has(label)) {
    return undefined;
  }
  const name = label.toLowerCase();
  if (severityLabels.has(name)) {
    const values = asked.values.map(prioritiesOf);
    return values.includes(undefined)
      ? undefined
      : {
          property: 'priority',
          constraint: { ...asked, values: values.flatMap((own) => own ?? []) },
          isGuess: true,
        };
  }
  if (ownerLabels.has(name)) {
    const isKnown = asked.values.every((name) =>
      known?.systems.some(({ owner }) => owner === name),
    );
    return { property: 'owner', constraint: asked, isGuess: !isKnown };
  }
  const ids = systemLabels.has(name) ? idsOf(asked.values, known) : undefined;
  if (ids !== undefined) {
    return { property: 'systems', constraint: { ...asked, values: ids }, isGuess: false };
  }
  return /^[A-Za-z][A-Za-z0-9._/-]{0,62}$/.test(label)
    ? { property: `labels.${label}`, constraint: asked, isGuess: true }
    : undefined;
}

/** `p2`, `P2` and `sev2` are said as they are; a word is looked up. */
function prioritiesOf(word: string): readonly string[] | undefined {
  const digit = /^(?:p|sev)-?([1-5])$/i.exec(word)?.[1];
  return digit === undefined ? prioritiesBySeverity.get(word.toLowerCase()) : [`p${digit}`];
}

/** The systems of names, where each of them is one that is known. */
function idsOf(
  names: readonly string[],
  known: KnownSystems | undefined,
): readonly string[] | undefined {
  if (known === undefined) {
    return undefined;
  }
  const ids = names.flatMap((name) => {
    const own = known.systems.filter(({ labels }) =>
      nameLabelled.some((label) => labels.get(label) === name),
    );
    const id = idFor(name);
    return own.length > 0 ? own.map((system) => system.id) : known.systemById.has(id) ? [id] : [''];
  });
  return ids.includes('') ? undefined : distinct(ids);
}

const nameLabelled = Object.values(nameLabels);

/** Whether any system fits what a selection asks of systems. */
export function selectsAny(selection: Selection, { systems }: KnownSystems): boolean {
  return systems.some((system) =>
    [...selection].every(([property, { isIn, values }]) => {
      const own = propertyValue(system, property);
      // Whose a system is may still have to be decided; an import of systems seldom knows.
      const isOpen = property === 'priority' || (property === 'owner' && own === undefined);
      return isOpen || (own !== undefined && values.includes(own)) === isIn;
    }),
  );
}

function propertyValue(
  system: KnownSystems['systems'][number],
  property: string,
): string | undefined {
  if (property === 'systems') {
    return system.id;
  }
  return property === 'owner' ? system.owner : system.labels.get(property.slice('labels.'.length));
}
