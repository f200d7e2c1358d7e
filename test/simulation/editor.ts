import type { Agenda } from './agenda.ts';
import type { Chance } from './chance.ts';
import { type ConfigurationDisk, newConfigurationDisk } from './configuration-disk.ts';
import { changed, type Fleet, filesOf, fleetOf } from './fleet.ts';

/** Somebody who edits the configuration, with all kinds of tools and mistakes. */
export interface Editor {
  readonly disk: ConfigurationDisk;
  /** What was meant at last. */
  fleet: Fleet;
  /** Edits now. */
  readonly edit: () => void;
  /** Puts what is meant on the disk, whole. */
  readonly tidy: () => void;
}

const garbage = [
  '\nsystems: [',
  '\n  - : :\n\t- x',
  '\nsignals: { latency: 3 }\n',
  '\nthresholds: {',
];

/** `touched` is told of every write. */
export function newEditor(agenda: Agenda, chance: Chance, touched: () => void): Editor {
  const first = fleetOf(chance);
  const disk = newConfigurationDisk(first);
  const write = (path: string, text: string | undefined): void => {
    disk.write(path, text);
    touched();
  };
  /** Writes what differs, one file after the other. `put` writes one. */
  const save = (put: (path: string, text: string) => void): void => {
    let delay = 0;
    for (const { path, text } of filesOf(editor.fleet)) {
      if (disk.files.get(path) !== text) {
        agenda.after(delay, () => put(path, text));
        delay += chance.below(40);
      }
    }
  };
  /** What a write of a file looks like while it is under way, and for how long. */
  const partly = (part: (text: string) => string | undefined, ms: number) => {
    return (path: string, text: string): void => {
      write(path, part(text));
      agenda.after(ms, () => write(path, text));
    };
  };
  const edit = (): void => {
    const before = editor.fleet;
    editor.fleet = changed(before, chance);
    switch (chance.below(9)) {
      case 0:
        save(partly(() => '', chance.between(1, 200)));
        return;
      case 1:
        save(partly((text) => text.slice(0, chance.below(text.length)), chance.between(1, 600)));
        return;
      case 2:
        save(partly(() => undefined, chance.between(1, 1_000)));
        return;
      case 3:
        spoil();
        return;
      case 4:
        // The old content comes back.
        save(write);
        agenda.after(chance.between(20, 4_000), () => {
          editor.fleet = before;
          save(write);
        });
        return;
      case 5:
        flood(chance.between(5, 40));
        return;
      default:
        save(write);
    }
  };
  /** A file is broken for a while. */
  const spoil = (): void => {
    const [path, text] = chance.pick([...disk.files] as [[string, string], ...[string, string][]]);
    write(path, text + chance.pick(garbage as [string, ...string[]]));
    agenda.after(chance.between(50, 40_000), () => save(write));
  };
  /** Changes every 100 ms. */
  const flood = (left: number): void => {
    save(write);
    if (left > 0) {
      agenda.after(100, () => {
        const note = `flood ${left}`;
        editor.fleet = { ...editor.fleet, note, limit: chance.pick([400, 450, 500, 600]) };
        flood(left - 1);
      });
    }
  };
  const editor: Editor = {
    disk,
    fleet: first,
    edit,
    tidy: () => {
      for (const { path, text } of filesOf(editor.fleet)) {
        write(path, text);
      }
    },
  };
  return editor;
}
