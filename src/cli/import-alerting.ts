import { textOf } from '../adapters/utf8.ts';
import { alertmanagerOf } from '../import/alertmanager/alertmanager.ts';
import { alertingText } from '../import/alertmanager/text.ts';
import type { KnownSystems } from '../import/identify.ts';
import { limits } from '../model/limits.ts';
import { loadProject } from './configuration.ts';
import { importNotes } from './import-run.ts';
import { failed, type Outcome } from './outcome.ts';
import { placeOf } from './project.ts';
import { readInput } from './read-input.ts';
import type { Session } from './session.ts';
import { said } from './validation.ts';

/** Reads a file of Alertmanager and prints its receivers and routes as channels and routes. */
export async function importAlerting(
  session: Session,
  [path = '-', second]: readonly string[],
  { update, diff }: { readonly update?: string; readonly diff?: boolean },
): Promise<Outcome> {
  const refused = update === undefined ? '`--diff`' : '`--update`';
  if (update !== undefined || diff === true) {
    return failed(
      3,
      `${refused} is about systems, and a file of Alertmanager has none`,
      'print it into a file of policies/, and go through what is marked `tower: decide`',
    );
  }
  if (session.formats.includes('batch')) {
    return failed(3, 'a file of Alertmanager says nothing of what runs', 'ask for `-o yaml`');
  }
  if (second !== undefined) {
    return failed(
      3,
      `too many arguments: \`${second}\``,
      '`tower import alertmanager` takes one file: routes are one order',
    );
  }
  const { file: bytes, diagnostic } = await readInput(session, path, limits.fileBytes);
  const { alerting, diagnostics } =
    bytes === undefined
      ? { alerting: undefined, diagnostics: [diagnostic] }
      : alertmanagerOf(textOf(bytes), knownSystems(session));
  if (alerting === undefined) {
    // Lines of the file are not shown: in any of them a secret may stand.
    return said(session, { files: 1, systems: 0, diagnostics }, new Map());
  }
  return {
    exitCode: 0,
    notes: importNotes(diagnostics),
    render: () => alertingText(alerting),
  };
}

/** The systems of the configuration around; undefined where there is none, or none that can be used. */
function knownSystems(session: Session): KnownSystems | undefined {
  const place = placeOf(session);
  return 'outcome' in place ? undefined : loadProject(session.world, place).model;
}
