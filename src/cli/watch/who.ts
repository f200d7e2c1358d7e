import { failed, type Outcome } from '../outcome.ts';
import { type Session, variable } from '../session.ts';

/** Who speaks: the flag, then the user of the machine. */
export function nameOf(session: Session, flag: string | undefined): string | undefined {
  const name = flag ?? variable(session.world, 'USER') ?? variable(session.world, 'LOGNAME');
  return name?.trim() === '' ? undefined : name;
}

/** Nobody is named. */
export function nobody(usage: string): Outcome {
  return failed(3, 'it must be known who says so', `write \`${usage}\``);
}
