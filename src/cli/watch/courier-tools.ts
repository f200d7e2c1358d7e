import { networkHttp } from '../../adapters/http.ts';
import { lineFilesIn } from '../../adapters/line-files.ts';
import { smtpMail } from '../../adapters/mail.ts';
import type { CourierTools } from '../../ports/channel.ts';
import { absolute, type Session } from '../session.ts';
import { servicesOf } from './couriers.ts';
import { secretsOf } from './secrets.ts';

/** What couriers of the machine may touch. */
export function courierTools(
  session: Session,
  {
    root,
    secretsFolder,
    kept,
  }: {
    /** The folder of tower.yaml. */
    readonly root: string;
    /** As the flag says. */
    readonly secretsFolder: string | undefined;
    /** Folders below the root that no notification is written into. */
    readonly kept: readonly string[];
  },
): CourierTools {
  const { world } = session;
  return {
    clock: world.clock,
    secrets: secretsOf(
      world,
      secretsFolder === undefined ? undefined : absolute(session, secretsFolder),
    ),
    http: networkHttp(),
    mail: smtpMail(),
    lines: lineFilesIn(root, kept),
    print: (line) => world.stdout.write(`${line}\n`),
    services: servicesOf(world.env),
  };
}
