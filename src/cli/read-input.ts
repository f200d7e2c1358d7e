import type { ByteReading } from '../ports.ts';
import { absolute, type Session, shown } from './session.ts';

/** The bytes of a file that is named, or of standard input for `-`. */
export async function readInput(
  session: Session,
  path: string,
  bytesMax: number,
): Promise<ByteReading> {
  const { files, stdin } = session.world;
  const full = absolute(session, path);
  return path === '-' ? stdin(bytesMax) : files.readBytes(full, shown(session, full), bytesMax);
}
