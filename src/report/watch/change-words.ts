import type {
  Change,
  FindingChange,
  IncidentChange,
  MaintenanceChange,
  NotifyChange,
  RunChange,
  SpofChange,
} from '../../model/watch-event.generated.ts';
import { counted } from '../look.ts';
import { sayScore } from '../pretty/values.ts';
import type { LogEntry, Tone } from './log.ts';

/** A change in words. */
export function changeEntry(change: Change): Omit<LogEntry, 'at'> {
  const { subject } = change;
  switch (change.subject) {
    case 'overall': {
      const score = change.score === null ? '' : ` ${sayScore(change.score)}`;
      const was = change.was === null ? '' : `, was ${change.was}`;
      return { tone: statusTone(change.change), subject, text: `${change.change}${score}${was}` };
    }
    case 'system': {
      const why = change.via === null ? change.because : `by ${change.via}`;
      const text = `${change.system} ${change.change}${why === '' ? '' : `, ${why}`}`;
      return { tone: statusTone(change.change), subject, text };
    }
    case 'group': {
      const standing = `${change.up} of ${change.size} up, needs ${change.need}`;
      const text = `${change.group} ${change.change}, ${standing}`;
      return { tone: statusTone(change.change), subject, text };
    }
    case 'incident':
      return { ...incidentWords(change), subject };
    case 'notify':
      return { tone: 'note', subject, text: notifyWords(change) };
    case 'run':
      return { tone: 'warn', subject, text: runWords(change) };
    case 'finding':
      return { tone: findingTone(change), subject, text: findingWords(change) };
    case 'maintenance':
      return { tone: 'note', subject: 'window', text: maintenanceWords(change) };
    case 'spof':
      return { ...spofWords(change), subject: 'spof' };
    default: {
      const text = `${change.system} ${change.signal} ${change.change}`;
      return { tone: 'note', subject, text };
    }
  }
}

function statusTone(change: string): Tone {
  const tones: ReadonlyMap<string, Tone> = new Map([
    ['healthy', 'good'],
    ['degraded', 'warn'],
    ['unhealthy', 'bad'],
    ['offline', 'bad'],
  ]);
  return tones.get(change) ?? 'note';
}

function incidentWords(change: IncidentChange): { readonly tone: Tone; readonly text: string } {
  const { root, follows, level, by, into } = change;
  const priority = change.priority.toUpperCase();
  const who = follows === 0 ? '' : `, ${counted(follows, 'system')} behind it`;
  const at = level === null ? '' : `, ${level.replace('/', ' › ')}`;
  const worse = { tone: 'bad', text: `${root} ${change.change}, ${priority}${who}${at}` } as const;
  switch (change.change) {
    case 'opened':
    case 'reopened':
    case 'raised':
    case 'escalated':
    case 'overdue':
      return worse;
    case 'unanswered':
      return { tone: 'bad', text: `${root}: nobody answered${at}` };
    case 'acknowledged':
      return { tone: 'good', text: `${root}: ${by ?? 'somebody'} takes care of it` };
    case 'unacknowledged':
      return { tone: 'warn', text: `${root}: nobody takes care of it any longer` };
    case 'merged':
      return { tone: 'note', text: `${root} follows from ${into ?? 'another one'}` };
    case 'resolved':
    case 'gone':
      return { tone: 'good', text: `${root} ${change.change}` };
    case 'lowered':
      return { tone: 'good', text: `${root} lowered to ${priority}` };
  }
}

function notifyWords({ change, channel, title, reasons }: NotifyChange): string {
  const verb = change === 'queued' ? 'tell' : 'would tell';
  return `${verb} ${channel} (${reasons.join(', ')}): ${title}`;
}

function runWords({ change, executor, root, title, level }: RunChange): string {
  const verb = change === 'queued' ? 'run' : 'would run';
  return `${verb} ${executor} for ${root} (${level}): ${title}`;
}

function findingTone({ change, severity, waived }: FindingChange): Tone {
  if (change === 'gone') {
    return 'good';
  }
  return severity === 'error' && !waived ? 'bad' : 'note';
}

function findingWords({ change, rule, message, about }: FindingChange): string {
  switch (change) {
    case 'gone':
      return `${rule} no longer hits ${about}`;
    case 'waived':
      return `${rule} is waived now: ${message}`;
    case 'unwaived':
      return `${rule} is no longer waived: ${message}`;
    default:
      return `${rule}: ${message}`;
  }
}

function maintenanceWords({ change, window, systems, reason }: MaintenanceChange): string {
  return change === 'begun'
    ? `${window} opens for ${counted(systems, 'system')}: ${reason}`
    : `${window} closes`;
}

function spofWords({ change, system, takesDown }: SpofChange): {
  readonly tone: Tone;
  readonly text: string;
} {
  return change === 'gone'
    ? { tone: 'good', text: `${system} is no single point of failure any longer` }
    : { tone: 'warn', text: `${system} takes down ${counted(takesDown, 'system')}` };
}
