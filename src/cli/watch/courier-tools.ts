import { networkHttp } from '../../adapters/http.ts';
import { lineFilesIn } from '../../adapters/line-files.ts';
import { smtpMail } from '../../adapters/mail.ts';
import type { CourierTools } from '../../ports/channel.ts';
import { failed, type Outcome } from '../outcome.ts';
import { absolute, type Session, variable } from '../session.ts';
import { servicesOf } from './couriers.ts';
import type { Plugins } from './plugins.ts';
import { secretsOf } from './secrets.ts';

export interface CourierPlaces {
  /** The folder of tower.yaml, below which files of channels are. */
  readonly root: string;
  readonly secrets: string | undefined;
  /** Folders that no channel writes to. */
  readonly kept: readonly string[];
  readonly plugins: Plugins;
}

/** What couriers get in the world as it is. */
export function courierToolsOf(
  { world }: Pick<Session, 'world'>,
  { root, secrets, kept, plugins }: CourierPlaces,
): CourierTools {
  return {
    clock: world.clock,
    secrets: secretsOf(world, secrets),
    http: networkHttp(),
    mail: smtpMail(),
    lines: lineFilesIn(root, kept),
    plugged: plugins,
    print: (line) => world.stdout.write(line),
    services: servicesOf(world.env),
  };
}

/** The folder of secrets, absolute: the flag, then TOWER_SECRETS_DIR; undefined where neither says one. */
export function secretsFolder(
  session: Session,
  flag: string | undefined,
): { readonly folder: string | undefined } | { readonly outcome: Outcome } {
  const given = flag ?? variable(session.world, 'TOWER_SECRETS_DIR');
  if (given === undefined) {
    return { folder: undefined };
  }
  const folder = absolute(session, given);
  return session.world.files.kindOf(folder) === 'folder'
    ? { folder }
    : { outcome: failed(2, `\`${given}\` is not a folder`, 'name the folder of secrets') };
}
