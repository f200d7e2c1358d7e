// Checks a derivation without trusting whoever made it: every step must follow from those before it, by one rule.
import type { TopologySource } from '../../src/graph/topology.ts';
import type { DownStep } from '../../src/model/cut-sets.ts';

/** The first thing that is wrong with the derivation of a target from what fails; undefined where it holds. */
export function faultOfDerivation(
  source: TopologySource,
  failing: ReadonlySet<string>,
  target: string,
  steps: readonly DownStep[],
): string | undefined {
  const down = new Set<string>();
  for (const step of steps) {
    const unknown = step.because.find((id) => !down.has(id));
    if (unknown !== undefined) {
      return `${step.id} is down because of ${unknown}, which was not told to be down`;
    }
    if (!follows(source, failing, step)) {
      return `${step.id} need not be down because of ${step.because.join(' ') || 'itself'}`;
    }
    down.add(step.id);
  }
  const needed = new Set([target, ...steps.flatMap(({ because }) => because)]);
  const idle = [...down].find((id) => !needed.has(id));
  if (idle !== undefined) {
    return `${idle} takes down nothing`;
  }
  return steps.at(-1)?.id === target ? undefined : `it does not end with ${target}`;
}

function follows(
  { systems, groups, catalog }: TopologySource,
  failing: ReadonlySet<string>,
  { id, because, kind, group }: DownStep,
): boolean {
  if (because.length === 0) {
    return failing.has(id);
  }
  const members = groups.find((each) => each.id === id);
  if (members !== undefined) {
    const lost = members.members.filter((member) => because.includes(member)).length;
    const isSaid = because.length === 1 || group?.members === members.members.length;
    return isSaid && members.members.length - lost < members.need;
  }
  const [to] = because;
  const system = systems.find((each) => each.id === id);
  return (
    because.length === 1 &&
    (system?.proxyFor === to ||
      system?.dependsOn.some(
        (edge) => edge.to === to && edge.kind === kind && catalog.kinds.get(edge.kind)?.propagates,
      ) === true)
  );
}
