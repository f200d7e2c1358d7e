import type { Letter } from '../../model/letter.ts';
import { plain } from '../text.ts';
import { clipped } from './words.ts';

/** Three messages of 160 characters: what is longer costs, and nobody reads it on a telephone. */
const unitsMax = 480;

/** A notification as a text message. */
export function textMessage({ notification: { title, level }, name }: Letter): string {
  const to = level === null ? '' : ` [${plain(level)}]`;
  return clipped(`${plain(name)}: ${plain(title)}${to}`, unitsMax);
}
