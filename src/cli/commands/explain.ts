import type { Section, Tree } from '../../config/tree.ts';
import { evaluate } from '../../evaluate/evaluate.ts';
import { emptyState } from '../../evaluate/state.ts';
import { driftRuleOf, driftRules } from '../../model/drift-rules.ts';
import type { Model } from '../../model/model.ts';
import { didYouMean, nearest } from '../../model/nearest.ts';
import type { Report } from '../../model/report.generated.ts';
import { sayInstant } from '../../model/time.ts';
import type { RenderContext } from '../../report/context.ts';
import { type Configuration, configurationOf } from '../configuration.ts';
import { alertText, calmText } from '../explain/alert.ts';
import { codes, codeText, isCode } from '../explain/code.ts';
import { findAlerts, findIncident } from '../explain/find.ts';
import { incidentText, type Known } from '../explain/incident.ts';
import { driftRuleText, policyText } from '../explain/policy.ts';
import { catalogOf, rowText, tables } from '../explain/row.ts';
import { groupText, type Health, systemText } from '../explain/system.ts';
import { writtenIn } from '../match-text.ts';
import { failed, type Outcome } from '../outcome.ts';
import { placeOf, readProject } from '../project.ts';
import { type Session, statePath } from '../session.ts';
import { lastReport, stateNeeded } from '../state.ts';

export interface ExplainOptions {
  readonly state?: string;
}

type Render = (context: RenderContext) => string;

const nodeWords = ['policy', 'system', 'group'] as const;
/** What only a state file knows. */
const stateWords = ['alert', 'incident'] as const;

/** Says why: what a code means, what a policy demands, where a system's values come from, what a row of the catalog says. */
export function explain(session: Session, thing: string, options: ExplainOptions): Outcome {
  if (isCode(thing)) {
    return said((context) => codeText(thing, context));
  }
  if (driftRuleOf(thing) !== undefined) {
    return item(session, 'policy', thing, options);
  }
  const at = thing.indexOf('/');
  const [word, id] = at === -1 ? [undefined, thing] : [thing.slice(0, at), thing.slice(at + 1)];
  if (word === 'alert' || word === 'incident') {
    return told(session, word, id, options);
  }
  const section = word === undefined ? undefined : tables.get(word);
  if (word !== undefined && section !== undefined) {
    return row(session, word, section, id);
  }
  if (word !== undefined && !nodeWords.some((known) => known === word)) {
    return failed(3, `there is nothing called \`${thing}\``, nearestThing(thing, word, id));
  }
  return item(session, word, id, options);
}

/** A misspelt word before the slash does not hide that the rest may be right. */
function nearestThing(thing: string, word: string, id: string): string {
  const near = nearest(word, [...tables.keys(), ...nodeWords, ...stateWords]);
  const meant = nearest(thing, [
    ...codes,
    ...driftRules.map((rule) => rule.id),
    ...(near === undefined ? [] : [`${near}/${id}`]),
  ]);
  return meant === undefined
    ? 'name a code such as `topology/unknown-system`, or `policy/ID`, `system/ID`, `incident/ID`, `kind/hard`, …'
    : `did you mean \`${meant}\`?`;
}

function said(render: Render): Outcome {
  return {
    exitCode: 0,
    render: (_format, canvas) => render({ ...canvas, sources: new Map() }),
  };
}

/** A row of the catalog: that of the project where there is one, else the built-in. */
function row(session: Session, word: string, section: Section, id: string): Outcome {
  const place = placeOf(session);
  if ('outcome' in place && session.root !== undefined) {
    return place.outcome;
  }
  const tree: Tree = catalogOf('outcome' in place ? [] : readProject(session.world, place).files);
  const table = tree.table(section);
  const found = table.get(id);
  return found === undefined
    ? failed(3, `there is no ${word} \`${id}\``, didYouMean(id, table.keys()))
    : said((context) => rowText(word, found, context));
}

/** An alert or an incident of the last evaluation. */
function told(
  session: Session,
  word: (typeof stateWords)[number],
  name: string,
  options: ExplainOptions,
): Outcome {
  const path = statePath(session, options.state);
  if (path === undefined) {
    return stateNeeded(`\`${word}/${name}\``, `tower explain ${word}/${name}`);
  }
  const opened = configurationOf(session, false);
  if ('outcome' in opened) {
    return opened.outcome;
  }
  const { model, project } = opened;
  const last = lastReport(session, model, path);
  if ('outcome' in last) {
    return last.outcome;
  }
  const known: Known = { model, last, written: writtenIn(project.files) };
  const texts = word === 'alert' ? alertTexts(known, name) : incidentTexts(known, name);
  return 'outcome' in texts
    ? texts.outcome
    : {
        exitCode: 0,
        render: (_format, canvas) =>
          texts.map((render) => render({ ...canvas, sources: project.sources })).join('\n'),
      };
}

type Texts = readonly Render[] | { readonly outcome: Outcome };

function alertTexts(known: Known, name: string): Texts {
  const found = findAlerts(known.model, known.last.report, name);
  if ('outcome' in found) {
    return found;
  }
  return 'alerts' in found
    ? found.alerts.map((alert) => (context: RenderContext) => alertText(known, alert, context))
    : [(context: RenderContext) => calmText(known, found, context)];
}

function incidentTexts(known: Known, name: string): Texts {
  const found = findIncident(known.last.report, name);
  return 'outcome' in found
    ? found
    : [(context: RenderContext) => incidentText(known, found.incident, context)];
}

function item(
  session: Session,
  word: string | undefined,
  id: string,
  options: ExplainOptions,
): Outcome {
  const opened = configurationOf(session, false);
  if ('outcome' in opened) {
    return opened.outcome;
  }
  const { model, project } = opened;
  const health = healthOf(session, opened, options);
  if (health !== undefined && 'outcome' in health) {
    return health.outcome;
  }
  const found = candidates(model, session, health, id).filter(
    ({ kind }) => word === undefined || kind === word,
  );
  const [first, ...others] = found;
  if (first === undefined) {
    return unknown(model, word, id);
  }
  if (others.length > 0) {
    const names = found.map(({ kind }) => `\`${kind}/${id}\``);
    return failed(3, `\`${id}\` may be ${names.join(' or ')}`, 'name one of them');
  }
  return {
    exitCode: 0,
    render: (_format, canvas) => first.render({ ...canvas, sources: project.sources }),
  };
}

interface Candidate {
  readonly kind: (typeof nodeWords)[number];
  readonly render: Render;
}

function candidates(
  model: Model,
  session: Session,
  health: Health | undefined,
  id: string,
): readonly Candidate[] {
  const policy = model.policies.find((known) => known.id === id);
  const rule = driftRuleOf(id);
  const system = model.systemById.get(id);
  const group = model.groupById.get(id);
  const report = (): Report =>
    health?.report ??
    evaluate(model, emptyState(), { at: sayInstant(session.world.clock.now()) }).report;
  return [
    ...(policy === undefined
      ? []
      : [
          {
            kind: 'policy',
            render: (context: RenderContext) => policyText(policy, model, report(), context),
          } as const,
        ]),
    ...(rule === undefined
      ? []
      : [
          {
            kind: 'policy',
            render: (context: RenderContext) => driftRuleText(rule, model, report(), context),
          } as const,
        ]),
    ...(system === undefined
      ? []
      : [
          {
            kind: 'system',
            render: (context: RenderContext) => systemText(system, model, health, context),
          } as const,
        ]),
    ...(group === undefined
      ? []
      : [
          {
            kind: 'group',
            render: (context: RenderContext) => groupText(group, model, health, context),
          } as const,
        ]),
  ];
}

function unknown(model: Model, word: string | undefined, id: string): Outcome {
  const idsOf = {
    policy: [...model.policies, ...driftRules].map(({ id: known }) => known),
    system: [...model.systemById.keys()],
    group: [...model.groupById.keys()],
  };
  const kind = nodeWords.find((known) => known === word);
  const known = kind === undefined ? [...Object.values(idsOf).flat(), ...codes] : idsOf[kind];
  return failed(
    3,
    kind === undefined
      ? `\`${id}\` is no diagnostic, policy, system or group`
      : `there is no ${kind} \`${id}\``,
    didYouMean(id, known),
  );
}

function healthOf(
  session: Session,
  { model }: Configuration,
  options: ExplainOptions,
): Health | { readonly outcome: Outcome } | undefined {
  const path = statePath(session, options.state);
  return path === undefined ? undefined : lastReport(session, model, path);
}
