/** Names of the files of a state folder. Numbers have twelve digits, so that their order is that of the names. */
export function journalName(sequence: number): string {
  return `journal-${digits(sequence)}`;
}

export function snapshotName(sequence: number): string {
  return `snapshot-${digits(sequence)}`;
}

/** What a file of a state folder holds; undefined where the folder has it for another reason. */
export function fileKind(
  name: string,
): { readonly kind: 'journal' | 'snapshot'; readonly sequence: number } | undefined {
  const [, kind, number] = /^(journal|snapshot)-([0-9]{12})$/.exec(name) ?? [];
  return kind === 'journal' || kind === 'snapshot' ? { kind, sequence: Number(number) } : undefined;
}

/** Whether a file was to become a snapshot, and its writer ended before it was one. */
export function isUnfinished(name: string): boolean {
  return /^\.snapshot-[0-9]{12}\.tmp$/.test(name);
}

function digits(sequence: number): string {
  return String(sequence).padStart(12, '0');
}
