import { failed, type Outcome } from '../outcome.ts';
import { absolute, type Session, variable } from '../session.ts';

/** So many characters a token has at least, so that nobody guesses it. */
const lengthMin = 16;

/** The token of a listener: of the file that is named, else of TOWER_LISTEN_TOKEN; undefined where there is neither. */
export function tokenOf(
  session: Session,
  path: string | undefined,
): { readonly token: string | undefined } | { readonly outcome: Outcome } {
  const written =
    path === undefined
      ? { text: variable(session.world, 'TOWER_LISTEN_TOKEN'), where: 'TOWER_LISTEN_TOKEN' }
      : fileOf(session, path);
  if ('outcome' in written) {
    return written;
  }
  const token = written.text?.trim();
  if (token === undefined || (token.length >= lengthMin && /^[!-~]+$/.test(token))) {
    return { token };
  }
  return {
    outcome: failed(
      3,
      `the token in ${written.where} cannot be used`,
      `a token is at least ${lengthMin} letters, digits and signs without a space, such as \`openssl rand -hex 32\` prints`,
    ),
  };
}

function fileOf(
  session: Session,
  path: string,
): { readonly text: string; readonly where: string } | { readonly outcome: Outcome } {
  const { file, diagnostic } = session.world.files.read(absolute(session, path), path, 4_096);
  return file === undefined
    ? {
        outcome: failed(
          3,
          diagnostic.message,
          'it has the token of the listener, and nothing else',
        ),
      }
    : { text: file.text, where: `\`${path}\`` };
}
