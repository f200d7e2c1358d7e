const esc = '\u001b';

/** Another screen, so that what stood there comes back; no cursor; no line goes on in the next row. */
export const takeOver = `${esc}[?1049h${esc}[?25l${esc}[?7l`;

export const giveBack = `${esc}[?2026l${esc}[0m${esc}[?7h${esc}[?25h${esc}[?1049l`;

/** What turns one picture into the next: the rows that differ, shown all at once. Nothing where none does; without an earlier one, all. */
export function repaint(before: readonly string[] | undefined, after: readonly string[]): string {
  const count = Math.max(before?.length ?? 0, after.length);
  const rows: string[] = [];
  for (let row = 0; row < count; row += 1) {
    const line = after[row] ?? '';
    if (before === undefined || before[row] !== line) {
      // Erased first: behind a line as wide as the screen the cursor stands on its last character.
      rows.push(`${esc}[${row + 1};1H${esc}[2K${line}${esc}[0m`);
    }
  }
  const erased = before === undefined ? `${esc}[2J` : '';
  return rows.length === 0 && erased === ''
    ? ''
    : `${esc}[?2026h${erased}${rows.join('')}${esc}[?2026l`;
}
