import type * as file from '../model/config.generated.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { compareLocations } from '../model/location.ts';
import type { Model, Policy, SystemType } from '../model/model.ts';
import { type CompileContext, compileCondition } from '../rules/compile.ts';
import { factShapes } from '../rules/fact-shapes.ts';
import { compileMessage } from '../rules/message.ts';
import type { RuleProblem } from '../rules/problem.ts';
import type { FactShapes } from '../rules/shape.ts';
import { conditionOrigins } from './origins.ts';
import type { Path } from './places.ts';
import type { Problems } from './problems.ts';
import { selects } from './select.ts';
import { type Item, placeIn, placeOf, type Tree, valueAt } from './tree.ts';

export interface PolicyContext {
  readonly tree: Tree;
  readonly types: ReadonlyMap<string, SystemType>;
  readonly model: Pick<Model, 'signals' | 'systems' | 'layers'>;
  readonly problems: Problems;
}

/** What conditions may name. */
interface Names {
  readonly facts: FactsByScope;
  readonly conditions: CompileContext['conditions'];
}

/** Policies in order of evaluation: priority, largest first, then file and place. */
export function compilePolicies(context: PolicyContext): readonly Policy[] {
  const { tree } = context;
  const names = { facts: factsByScope(context.model), conditions: conditionsOf(tree) };
  const policies = [...tree.table('policies').values()].flatMap((item) => {
    const policy = context.problems.isFull() ? undefined : compilePolicy(item, context, names);
    return policy === undefined ? [] : [policy];
  });
  checkConditions(context, names);
  return policies.sort((a, b) => b.priority - a.priority || compareLocations(a.at, b.at));
}

function compilePolicy(
  item: Item<file.Policy>,
  context: PolicyContext,
  names: Names,
): Policy | undefined {
  const { value } = item;
  const { problems } = context;
  const facts = names.facts[value.scope];
  const mode = modeOf(item, problems);
  if (value.match !== undefined && (value.scope === 'resource' || value.scope === 'repo')) {
    problems.tell(
      'policy/match-not-allowed',
      placeIn(item, ['match'], 'key'),
      `policy \`${item.id}\` selects systems, but its scope is ${value.scope}`,
      { help: `remove \`match\`, and compare the facts of the ${value.scope} instead` },
    );
  }
  const message = compileMessage(value.message, facts);
  for (const problem of message.problems) {
    problems.tell(
      'policy/bad-message',
      item.source.offsetAt([...item.path, 'message'], problem.offset, problem.length),
      problem.message,
      problem.help === undefined ? {} : { help: problem.help },
    );
  }
  if (mode === undefined) {
    return undefined;
  }
  const { compiled, problems: found } = compileCondition(value[mode], {
    facts,
    conditions: names.conditions,
  });
  tellRuleProblems(item, [mode], found, context);
  return compiled === undefined
    ? undefined
    : {
        id: item.id,
        title: value.title,
        enforcement: value.enforcement,
        scope: value.scope,
        priority: value.priority ?? 0,
        matches: value.match === undefined ? undefined : selects(value.match, context.types),
        mode,
        rule: compiled,
        message: message.parts,
        fix: value.fix,
        docs: value.docs,
        written: [value.match, value[mode], value.message],
        at: placeOf(item),
        origins: conditionOrigins(item, value[mode], [mode]),
      };
}

function modeOf(item: Item<file.Policy>, problems: Problems): 'require' | 'deny' | undefined {
  const { require, deny } = item.value;
  if ((require === undefined) !== (deny === undefined)) {
    return require === undefined ? 'deny' : 'require';
  }
  problems.tell(
    'policy/require-or-deny',
    placeOf(item),
    require === undefined
      ? `policy \`${item.id}\` has neither \`require\` nor \`deny\``
      : `policy \`${item.id}\` has both \`require\` and \`deny\``,
    { help: 'a policy has exactly one of them: what must hold, or what must not' },
  );
  return undefined;
}

function tellRuleProblems(
  item: Item<unknown>,
  base: readonly string[],
  found: readonly RuleProblem[],
  { tree, problems }: PolicyContext,
): void {
  const broken = tree.brokenIds('conditions');
  const isBroken = (where: Path): boolean =>
    broken.has(String(valueAt(item.value, [...base, ...where])));
  const told = found.filter(
    ({ code, where }) => code !== 'rule/unknown-condition' || !isBroken(where),
  );
  for (const { code, message, where, onKey, help } of told) {
    problems.tell(
      code,
      placeIn(item, [...base, ...where], onKey === true ? 'key' : 'value'),
      message,
      help === undefined || help === '' ? {} : { help },
    );
  }
}

export type FactsByScope = Readonly<Record<Scope, FactShapes>>;

/** What conditions of each scope can see. Made once: it holds the names of all systems. */
export function factsByScope(model: Pick<Model, 'signals' | 'systems' | 'layers'>): FactsByScope {
  const systems = model.systems.map(({ id }) => id);
  const layers = model.layers.map(({ name }) => name);
  const facts = (scope: Scope): FactShapes =>
    factShapes(scope, { signals: model.signals.keys(), systems, layers });
  return {
    system: facts('system'),
    dependency: facts('dependency'),
    resource: facts('resource'),
    repo: facts('repo'),
  };
}

/** Named conditions as they were written. */
export function conditionsOf(tree: Tree): CompileContext['conditions'] {
  return new Map([...tree.table('conditions')].map(([id, item]) => [id, item.value]));
}

type Scope = file.Policy['scope'];

/** Checks each named condition once for every scope that uses it, and tells those that nothing uses. */
function checkConditions(context: PolicyContext, names: Names): void {
  const { tree, problems } = context;
  const scopesOf = conditionScopes(tree);
  for (const item of tree.table('conditions').values()) {
    if (problems.isFull() || problems.found.some(isTooDeep)) {
      // Everything that leads to what is too deep is too deep as well.
      return;
    }
    const scopes = [...(scopesOf.get(item.id) ?? [])].sort();
    const isMisspelt = problems.found.some(({ code }) => code === 'rule/unknown-condition');
    if (scopes.length === 0) {
      tellRuleProblems(item, [], problemsInAllScopes(item, names), context);
    }
    if (scopes.length === 0 && !tree.isPartial && !isMisspelt) {
      problems.tell(
        'rule/unused-condition',
        placeOf(item),
        `no policy uses condition \`${item.id}\``,
        {
          help: 'remove it, or refer to it with `condition`',
        },
      );
    }
    for (const scope of scopes) {
      const { problems: found } = compileCondition(item.value, {
        facts: names.facts[scope],
        conditions: names.conditions,
      });
      tellRuleProblems(item, [], found, context);
    }
  }
}

function isTooDeep({ code, message }: Diagnostic): boolean {
  return code === 'rule/syntax' && message.startsWith('conditions are nested');
}

/** What is wrong with a condition that nothing uses, whichever scope it is meant for: what the kindest scope says. */
function problemsInAllScopes(
  item: Item<file.Condition>,
  { facts, conditions }: Names,
): readonly RuleProblem[] {
  const found = (['system', 'dependency', 'resource', 'repo'] as const).map(
    (scope) => compileCondition(item.value, { facts: facts[scope], conditions }).problems,
  );
  const fewest = Math.min(...found.map((problems) => problems.length));
  return found.find((problems) => problems.length === fewest) ?? [];
}

/** The scopes of the policies that use each named condition, directly or through another. */
function conditionScopes(tree: Tree): ReadonlyMap<string, ReadonlySet<Scope>> {
  const scopes = new Map<string, Set<Scope>>();
  const conditions = tree.table('conditions');
  for (const { value } of tree.table('policies').values()) {
    const pending = referencesIn([value.require, value.deny]);
    for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
      const used = scopes.get(id) ?? new Set<Scope>();
      if (!used.has(value.scope)) {
        scopes.set(id, used.add(value.scope));
        pushAll(pending, referencesIn([conditions.get(id)?.value]));
      }
    }
  }
  return scopes;
}

/** Names of the conditions that a condition refers to. */
function referencesIn(roots: readonly unknown[]): string[] {
  const found: string[] = [];
  const pending = [...roots];
  while (pending.length > 0) {
    const next = pending.pop();
    const reference = referenceOf(next);
    if (reference !== undefined) {
      found.push(reference);
    } else if (typeof next === 'object' && next !== null) {
      pushAll(pending, Object.values(next));
    }
  }
  return found;
}

/** A list can be longer than a call may have arguments. */
function pushAll<T>(list: T[], items: readonly T[]): void {
  for (const item of items) {
    list.push(item);
  }
}

function referenceOf(value: unknown): string | undefined {
  const reference =
    typeof value === 'object' && value !== null && Object.hasOwn(value, 'condition')
      ? (value as { readonly condition: unknown }).condition
      : undefined;
  return typeof reference === 'string' ? reference : undefined;
}
