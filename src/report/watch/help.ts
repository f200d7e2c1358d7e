import { hanging, type Line } from '../look.ts';
import { padded } from '../text.ts';
import { type Canvas, contextOf } from './canvas.ts';

const keys: readonly (readonly [key: string, meaning: string])[] = [
  ['q', 'end the watch; what was accepted is kept where there is a state folder'],
  ['f', 'show what fails only, or all systems'],
  ['up down, k j', 'select a system; page up, page down, home and end go further'],
  ['enter', 'say why the selected system is as it is: reasons, alerts, incident, who was told'],
  ['esc', 'go back'],
  ['a', 'apply a change that is held; it is asked once more'],
  ['?', 'show or leave this page'],
];

/** What the keys do, and what the screen shows. */
export function helpLines(canvas: Canvas): readonly Line[] {
  const context = contextOf(canvas);
  return [
    [{ text: ' Keys', paint: 'bold' }],
    ...keys.flatMap(([key, meaning]) =>
      hanging(context, [{ text: `   ${padded(key, 14)}` }], { text: meaning }),
    ),
    [],
    [{ text: ' What is shown', paint: 'bold' }],
    ...[
      'Times are UTC. Systems that fail come first, the worst of them at the top, each with what decided, since when, and who is told next.',
      'A configuration that cannot be used stays on the screen with file, line and column until it is mended; what was live goes on.',
      'Sources, deliveries and storage are shown only while they fail.',
    ].flatMap((text) => hanging(context, [{ text: '   ' }], { text })),
  ];
}
