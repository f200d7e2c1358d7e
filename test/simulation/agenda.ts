/** What will happen, by the time that really passes, in milliseconds. */
export interface Agenda {
  now: number;
  readonly after: (ms: number, work: () => void) => void;
  /** Lets the next thing happen; false where nothing is left. */
  readonly next: () => boolean;
}

interface Entry {
  readonly at: number;
  readonly order: number;
  readonly work: () => void;
}

export function newAgenda(): Agenda {
  const entries: Entry[] = [];
  let order = 0;
  const agenda: Agenda = {
    now: 0,
    after: (ms, work) => {
      order += 1;
      const entry = { at: agenda.now + Math.max(0, ms), order, work };
      let place = entries.length;
      while (place > 0 && isLater(entry, entries[place - 1])) {
        place -= 1;
      }
      entries.splice(place, 0, entry);
    },
    next: () => {
      const entry = entries.pop();
      if (entry === undefined) {
        return false;
      }
      agenda.now = entry.at;
      entry.work();
      return true;
    },
  };
  return agenda;
}

/** The list has what is first at its end. */
function isLater(entry: Entry, other: Entry | undefined): boolean {
  return (
    other !== undefined && (other.at === entry.at ? other.order < entry.order : other.at < entry.at)
  );
}
