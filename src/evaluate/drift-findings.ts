import { type DriftPart, type DriftRule, driftRules } from '../model/drift-rules.ts';
import type { Location } from '../model/location.ts';
import type { Dependency, Model, System } from '../model/model.ts';
import { sortedBy } from '../model/order.ts';
import type { Finding, Reason } from '../model/report.generated.ts';
import { sayInstant } from '../model/time.ts';
import type { CallDrift, SystemDrift, ValueDrift } from './drift.ts';
import { builtInFinding } from './finding.ts';

/** How one subject comes out under a rule about drift. */
export interface DriftVerdict {
  readonly part: DriftPart;
  /** A system, or `a->b`. */
  readonly subject: string;
  /** Undefined where it complies. Not waived yet. */
  readonly finding: Finding | undefined;
}

/** How a rule about drift came out. */
export interface DriftOutcome {
  readonly rule: DriftRule;
  readonly enforcement: Finding['enforcement'];
  /** Where `config.drift` says so, or could. */
  readonly at: Location;
  /** Subjects that comply, sorted. */
  readonly passed: readonly string[];
  /** By subject. */
  readonly findings: readonly Finding[];
}

type Names = Pick<Model, 'settings' | 'systemById' | 'groupById'>;

/** How a system comes out under each rule about drift that is not off and can be judged. */
export function driftVerdicts(
  system: System,
  drift: SystemDrift,
  model: Names,
): readonly DriftVerdict[] {
  return driftRules.flatMap((rule) => {
    const { enforcement } = model.settings.drift[rule.part];
    if (enforcement === 'off') {
      return [];
    }
    const told = remarksOf(rule.part, system, drift, model);
    return told.map(({ subject, remark }) => ({
      part: rule.part,
      subject,
      finding:
        remark === undefined ? undefined : findingOf({ rule, enforcement, subject, ...remark }),
    }));
  });
}

/**
 * The rules about drift under which something was judged, by id. Where nothing is known about what runs there are none:
 * a rule that could not look has not passed.
 */
export function driftOutcomes(
  verdicts: readonly DriftVerdict[],
  { settings }: Pick<Model, 'settings'>,
): readonly DriftOutcome[] {
  return driftRules.flatMap((rule) => {
    const { enforcement, at } = settings.drift[rule.part];
    const own = sortedBy(
      verdicts.filter(({ part }) => part === rule.part),
      ({ subject }) => subject,
    );
    return enforcement === 'off' || own.length === 0
      ? []
      : [
          {
            rule,
            enforcement,
            at,
            passed: own.flatMap(({ subject, finding }) => (finding === undefined ? [subject] : [])),
            findings: own.flatMap(({ finding }) => finding ?? []),
          },
        ];
  });
}

/** What a finding says; the rest is the same for all of its rule. */
interface Remark {
  readonly message: string;
  readonly at: Location;
  readonly because: readonly Reason[];
  readonly help: string;
}

interface Told {
  readonly subject: string;
  readonly remark: Remark | undefined;
}

function remarksOf(
  part: DriftPart,
  system: System,
  drift: SystemDrift,
  model: Names,
): readonly Told[] {
  switch (part) {
    case 'version':
      return valueRemarks(system, drift.version, { key: 'version', noun: 'version' });
    case 'configHash':
      return valueRemarks(system, drift.configHash, {
        key: 'configHash',
        noun: 'configuration',
      });
    case 'dependencies':
      return drift.calls === undefined ? [] : callRemarks(system, drift.calls, model);
  }
}

function valueRemarks(
  system: System,
  drift: ValueDrift | undefined,
  { key, noun }: { readonly key: 'version' | 'configHash'; readonly noun: string },
): readonly Told[] {
  const { declared, differs } = drift ?? {};
  if (drift === undefined || declared === undefined || differs === undefined) {
    return [];
  }
  const { id: subject } = system;
  if (!differs) {
    return [{ subject, remark: undefined }];
  }
  const at = system.origins.get(key) ?? system.at;
  const observed = listed(drift.observed);
  const message = `\`${subject}\` declares ${noun} ${quoted(declared)} and runs ${observed}`;
  const because = [
    declaredReason(`${noun} ${quoted(declared)} is declared`, at, { [key]: declared }),
    observedReason(`${observed} ${were(drift.observed)} observed`, drift.at, {
      [key]: drift.observed.join(', '),
    }),
  ];
  const help = `roll out what is declared, or declare what runs as \`${key}\``;
  return [{ subject, remark: { message, at, because, help } }];
}

function callRemarks(system: System, drift: CallDrift, model: Names): readonly Told[] {
  return [
    ...drift.declared.map((to) => ({ subject: `${system.id}->${to}`, remark: undefined })),
    ...drift.undeclared.map((to) => ({
      subject: `${system.id}->${to}`,
      remark: undeclaredCall(system, to, drift.at, model),
    })),
    ...drift.uncalled.map((dependency) => ({
      subject: `${dependency.from}->${dependency.to}`,
      remark: uncalledDependency(dependency, drift.at),
    })),
  ];
}

function undeclaredCall(system: System, to: string, seenAt: number, model: Names): Remark {
  const at = system.origins.get('dependsOn') ?? system.at;
  const isKnown = model.systemById.has(to) || model.groupById.has(to);
  const unknown = isKnown ? '' : ', which nothing defines';
  return {
    message: `\`${system.id}\` calls ${quoted(to)}${unknown}, and does not declare it`,
    at,
    because: [
      declaredReason(
        system.dependsOn.length === 0
          ? 'no dependency is declared'
          : `the declared dependencies are ${listed(system.dependsOn.map((edge) => edge.to))}`,
        at,
        { dependsOn: system.dependsOn.map((edge) => edge.to).join(', ') },
      ),
      observedReason(`a call to ${quoted(to)} was observed`, seenAt, { to }),
    ],
    help: isKnown
      ? `add ${quoted(to)} to \`dependsOn\` of \`${system.id}\`, or end the calls`
      : `define it as a system and add it to \`dependsOn\`, or end the calls`,
  };
}

function uncalledDependency({ from, to, kind, at }: Dependency, seenAt: number): Remark {
  return {
    message: `\`${from}\` declares that it depends on ${quoted(to)}, and does not call it`,
    at,
    because: [
      declaredReason(`the dependency is declared as ${kind}`, at, { to, kind }),
      observedReason(`a list of all its calls was observed, without ${quoted(to)}`, seenAt, { to }),
    ],
    help: 'remove the dependency, or find out why it is not used',
  };
}

function declaredReason(message: string, at: Location, values: Reason['values'] & object): Reason {
  return { code: 'declared', message, at, values };
}

function observedReason(
  message: string,
  seenAt: number,
  values: Reason['values'] & object,
): Reason {
  const observedAt = sayInstant(seenAt);
  return {
    code: 'observed',
    message: `${message} at ${observedAt}`,
    values: { ...values, observedAt },
  };
}

function findingOf({
  rule: { id, title, scope },
  ...said
}: Remark & Pick<Finding, 'enforcement' | 'subject'> & { readonly rule: DriftRule }): Finding {
  return builtInFinding({ ...said, rule: id, title, scope });
}

function quoted(id: string): string {
  return `\`${id}\``;
}

const listedMax = 5;

/** The first few, so that a sentence stays one. */
function listed(ids: readonly string[]): string {
  const shown = ids.slice(0, listedMax).map(quoted);
  const more = ids.length - shown.length;
  const last = more > 0 ? `${more} more` : (shown.pop() ?? '');
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}

function were(values: readonly string[]): string {
  return values.length === 1 ? 'was' : 'were';
}
