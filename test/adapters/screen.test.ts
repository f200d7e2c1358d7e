import fc from 'fast-check';
import { expect, test } from 'vitest';
import { screenOn } from '../../src/adapters/screen.ts';
import { keysIn } from '../../src/adapters/screen-keys.ts';
import type { Picture } from '../../src/ports/screen.ts';
import { shownBy, terminalDouble, unpainted } from './terminal-double.ts';

const taken = '\u001b[?1049h\u001b[?25l\u001b[?7l';
const given = '\u001b[?2026l\u001b[0m\u001b[?7h\u001b[?25h\u001b[?1049l';

interface Shown extends Picture {
  content: readonly string[];
  readonly keys: string[];
  drawn: number;
}

function pictureOf(...content: string[]): Shown {
  const picture: Shown = {
    content,
    keys: [],
    drawn: 0,
    lines: ({ columns, rows, hasKeys }) => {
      picture.drawn += 1;
      return [...picture.content, `${columns}x${rows}${hasKeys ? '' : ' without keys'}`];
    },
    pressed: (key) => picture.keys.push(key),
  };
  return picture;
}

function opened(...content: string[]) {
  const terminal = terminalDouble(20, 4);
  const screen = screenOn(terminal.parts);
  const picture = pictureOf(...content);
  screen.open(picture);
  return { terminal, screen, picture };
}

test('a screen takes the terminal over, shows its picture at once, and gives all of it back', () => {
  const { terminal, screen } = opened('a');
  expect(terminal.input).toEqual({ isRaw: true, isRead: true });
  expect(terminal.written()).toBe(
    `${taken}\u001b[?2026h\u001b[2J\u001b[1;1H\u001b[2Ka\u001b[0m\u001b[2;1H\u001b[2K20x4\u001b[0m\u001b[?2026l`,
  );
  screen.close();
  screen.close();
  terminal.pass(5_000);
  expect([terminal.written(), terminal.input, terminal.listeners()]).toEqual([
    given,
    { isRaw: false, isRead: false },
    0,
  ]);
});

test('only the rows that differ are written, and none where none does', () => {
  const { terminal, screen, picture } = opened('a', 'b');
  terminal.written();
  picture.content = ['a', 'c'];
  screen.changed();
  terminal.pass(200);
  expect(terminal.written()).toBe('\u001b[?2026h\u001b[2;1H\u001b[2Kc\u001b[0m\u001b[?2026l');
  screen.changed();
  terminal.pass(200);
  expect(terminal.written()).toBe('');
});

test('pictures are drawn at most ten times a second, and once a second where nothing changes', () => {
  const { terminal, screen, picture } = opened('a');
  for (let count = 0; count < 1_000; count += 1) {
    screen.changed();
    terminal.pass(1);
  }
  const busy = picture.drawn;
  terminal.pass(10_000);
  expect([busy, picture.drawn - busy]).toEqual([10, 10]);
});

test('another size shows everything anew', () => {
  const { terminal } = opened('a');
  terminal.written();
  terminal.resize(30, 5);
  terminal.pass(200);
  expect(shownBy(terminal.written(), ['x', 'x', 'x'], 3)).toEqual(['a', '30x5', '']);
});

test('a terminal that does not know its size has 80 columns and 24 rows', () => {
  const terminal = terminalDouble(0, 0);
  screenOn(terminal.parts).open(pictureOf());
  expect(shownBy(terminal.written(), [], 1)).toEqual(['80x24']);
});

test('keys come in whatever pieces they are sent', () => {
  const { terminal, picture } = opened('a');
  for (const piece of ['q', '\u001b', '[A', '\u001b[5', '~\r', '\u0003é', '\u001b[1;5A', 'k']) {
    terminal.send(piece);
  }
  expect(picture.keys).toEqual(['q', 'up', 'page-up', 'enter', 'interrupt', 'é', 'k']);
});

test('the escape character alone is a key once nothing follows it', () => {
  const { terminal, picture } = opened('a');
  terminal.send('\u001b');
  terminal.pass(49);
  expect(picture.keys).toEqual([]);
  terminal.pass(2);
  expect(picture.keys).toEqual(['escape']);
});

test('a key is seen within a tenth of a second', () => {
  const { terminal, picture } = opened('a');
  terminal.pass(500);
  terminal.written();
  picture.content = ['b'];
  terminal.send('j');
  terminal.pass(100);
  expect(shownBy(terminal.written(), ['a'], 1)).toEqual(['b']);
});

test('without a terminal to read from there are no keys, and the picture knows', () => {
  const terminal = terminalDouble(20, 4, false);
  const screen = screenOn(terminal.parts);
  screen.open(pictureOf('a'));
  expect(shownBy(terminal.written(), [], 2)).toEqual(['a', '20x4 without keys']);
  screen.close();
  expect(terminal.listeners()).toBe(0);
});

test.each([
  ['ends as it would have where nobody else listens', false, ['SIGTERM']],
  ['is left to those who listen as well', true, []],
])('SIGTERM gives the terminal back and %s', (_, isHeard, raised) => {
  const { terminal } = opened('a');
  terminal.written();
  if (isHeard) {
    terminal.also('SIGTERM');
  }
  terminal.notice('SIGTERM');
  expect([terminal.written(), terminal.raised]).toEqual([given, raised]);
});

test('the end of the process, by a mistake too, gives the terminal back', () => {
  const { terminal } = opened('a');
  terminal.written();
  terminal.notice('exit');
  expect([terminal.written(), terminal.input.isRaw]).toEqual([given, false]);
});

test.each(['key', 'signal'])(
  'a suspension by %s gives the terminal back until it goes on',
  (how) => {
    const { terminal, picture } = opened('a');
    terminal.written();
    if (how === 'key') {
      terminal.send('\u001a');
    } else {
      terminal.notice('SIGTSTP');
    }
    expect([terminal.written(), terminal.input.isRaw, terminal.raised]).toEqual([
      given,
      false,
      ['SIGTSTP to all'],
    ]);
    terminal.notice('SIGCONT');
    terminal.pass(200);
    const text = terminal.written();
    expect([text.startsWith(taken), terminal.input.isRaw, shownBy(text, [], 2)]).toEqual([
      true,
      true,
      ['a', '20x4'],
    ]);
    terminal.send('q');
    expect(picture.keys).toEqual(['q']);
  },
);

test('where no shell waits, nothing is suspended, and the screen comes back', () => {
  const { terminal } = opened('a');
  terminal.send('\u001a');
  terminal.written();
  terminal.pass(250);
  const text = terminal.written();
  expect([text.startsWith(taken), terminal.input.isRaw, shownBy(text, [], 2)]).toEqual([
    true,
    true,
    ['a', '20x4'],
  ]);
});

test('a screen that is closed while it is suspended is not given back twice, and stays closed', () => {
  const { terminal, screen } = opened('a');
  terminal.send('\u001a');
  terminal.written();
  screen.close();
  terminal.pass(250);
  terminal.notice('SIGCONT');
  expect([terminal.written(), terminal.listeners()]).toEqual(['', 0]);
});

test('whatever pictures follow each other, the terminal shows the last one', () => {
  const row = fc.constantFrom('', 'a', 'bb', '\u001b[31mred\u001b[0m', '决策');
  fc.assert(
    fc.property(fc.array(fc.array(row, { maxLength: 6 }), { minLength: 1 }), (pictures) => {
      const terminal = terminalDouble(20, 8);
      const screen = screenOn(terminal.parts);
      let content: readonly string[] = [];
      screen.open({ lines: () => content, pressed: () => undefined });
      for (const next of pictures) {
        content = next;
        screen.changed();
        terminal.pass(101);
      }
      const plain = content.map(unpainted);
      expect(shownBy(terminal.written(), [], 8)).toEqual(
        Array.from({ length: 8 }, (_, index) => plain[index] ?? ''),
      );
    }),
    { numRuns: 50 },
  );
});

test('no part of what a terminal sends is lost or heard twice, however it is cut', () => {
  const part = fc.constantFrom(
    'q',
    '\r',
    '\u001b[A',
    '\u001bOB',
    '\u001b[6~',
    '\u001b[1;5C',
    'é',
    '\t',
  );
  fc.assert(
    fc.property(fc.array(part), fc.nat(), (parts, place) => {
      const text = parts.join('');
      const at = text === '' ? 0 : place % text.length;
      const [first, whole] = [keysIn(text.slice(0, at)), keysIn(text)];
      const second = keysIn(first.rest + text.slice(at));
      expect([...first.keys, ...second.keys]).toEqual(whole.keys);
      expect(second.rest).toBe('');
    }),
  );
});
