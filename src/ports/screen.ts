import type { Key } from '../model/key.ts';

/** The terminal as a whole, which shows one picture at a time. */
export interface Screen {
  /**
   * Takes the terminal over and shows `picture` until `close`. A second `open` before that is a mistake of the caller and does nothing.
   */
  readonly open: (picture: Picture) => void;
  /** Something to see changed: drawn soon, and at most ten times a second. Once a second it is drawn anyway, because ages grow. */
  readonly changed: () => void;
  /** Gives the terminal back as it was. Also done when the process ends in any way that it can notice. */
  readonly close: () => void;
}

/** What is to be shown, and who is told what is pressed. */
export interface Picture {
  /** The lines of the screen, at most `rows` of them, each at most `columns` wide. */
  readonly lines: (size: ScreenSize) => readonly string[];
  readonly pressed: (key: Key, size: ScreenSize) => void;
}

export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
  /** Whether keys can be pressed: not where standard input is no terminal, or is read for something else. */
  readonly hasKeys: boolean;
}
