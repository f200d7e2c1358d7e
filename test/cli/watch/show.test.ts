import { expect, test } from 'vitest';
import { screenOn } from '../../../src/adapters/screen.ts';
import { openShow, type ShowFormat } from '../../../src/cli/watch/show.ts';
import { shownBy, terminalDouble } from '../../adapters/terminal-double.ts';
import { healthy } from '../../report/parts.ts';
import { at, held, started, stepped } from '../../report/watch/events.ts';

function shown(format: ShowFormat) {
  const terminal = terminalDouble(60, 12);
  const wishes: string[] = [];
  const stdout: string[] = [];
  const show = openShow({
    format,
    stdout: { isTerminal: true, columns: 60, write: (text) => stdout.push(text) },
    screen: screenOn(terminal.parts),
    clock: { now: () => at('14:52:45') },
    color: false,
    ascii: false,
    onWish: (wish) => wishes.push(wish),
  });
  return { terminal, wishes, stdout, show };
}

test('on a screen, events are seen within a tenth of a second and keys become wishes', () => {
  const { terminal, wishes, stdout, show } = shown('screen');
  for (const event of [started, stepped(healthy), held]) {
    show.tell(event);
  }
  terminal.pass(101);
  expect(shownBy(terminal.written(), [], 12).map((line) => line.trimEnd())).toEqual([
    ' acme-production   ● healthy 100                  14:52:45Z',
    ' config 4f2c1ae ▲ held 1m ago                    ● live 30s',
    ' ──────────────────────────────────────────────────────────',
    ' ▲ config 8b0e2d1 is held: 6 of 20 systems would go (30 %,',
    '   more than 20 %)',
    '   … 3 lines more',
    '',
    ' ● nothing fails  3 healthy',
    ' ──────────────────────────────────────────────────────────',
    ' 14:51:02  ▲ config  held: 6 of 20 systems would go (30 %, …',
    ' ──────────────────────────────────────────────────────────',
    ' q quit   a apply…   f all systems   ↑↓ select   ? help',
  ]);
  terminal.send('ayq\u0003');
  show.close();
  expect([wishes, stdout, terminal.listeners()]).toEqual([
    ['apply', 'quit', 'quit'],
    [
      ' acme-production   ● healthy 100                  14:52:45Z\n config 4f2c1ae ▲ held 1m ago                    ● live 30s\n',
    ],
    0,
  ]);
});

test.each<readonly [ShowFormat, string]>([
  ['lines', '2026-11-21T14:40:00Z watch started name=acme-production'],
  ['json', '{"schemaVersion":1,"type":"started","at":"2026-11-21T14:40:00Z"'],
])('as %s, each event is written as it comes, and the terminal is left alone', (format, start) => {
  const { terminal, stdout, show } = shown(format);
  show.tell(started);
  show.close();
  expect([stdout.length, stdout[0]?.startsWith(start), terminal.written()]).toEqual([1, true, '']);
});
