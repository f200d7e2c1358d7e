import { type Chance, chanceOf } from '../simulation/chance.ts';

/** A comment, and the entry that it belongs to, by a word that stands on the line of that entry alone. */
export interface Marked {
  readonly remark: string;
  readonly mark: string;
  /** Above the entry, behind it on its line, or behind the last of what it holds. */
  readonly place: 'above' | 'behind' | 'inside';
}

export interface RandomDocument {
  readonly text: string;
  readonly marked: readonly Marked[];
}

interface Writer {
  readonly chance: Chance;
  readonly lines: string[];
  readonly marked: Marked[];
  /** Names of anchors so far. */
  readonly anchors: string[];
  /** How far in each level is. */
  readonly step: number;
  count: number;
}

const objectKeys: Readonly<Record<string, readonly string[]>> = {
  systems: ['dependsOn', 'uses', 'labels', 'provides', 'owner', 'type', 'description', 'unheard'],
  thresholds: ['critical', 'match', 'warn', 'signal', 'clear', 'overrides'],
  groups: ['need', 'spread', 'members'],
};
const sections = ['tower', 'systems', 'thresholds', 'groups', 'routes', 'targets', 'labels'];
const strange = ['__proto__', 'constructor', 'größe', '雪', '"a: b"', "'it''s'", '"yes"', '1.5'];
const scalars = [
  '"9.1"',
  "'no'",
  "'x y'",
  '"#x"',
  '5m',
  '1.9',
  '0x1F',
  'true',
  '~',
  '""',
  "'a\"b'",
];

/** A file of a configuration, written as nobody would: comments in every place, all styles, any order. */
export function randomDocument(seed: number): RandomDocument {
  const chance = chanceOf(seed, 'document');
  const step = chance.between(1, 4);
  const writer: Writer = { chance, lines: [], marked: [], anchors: [], step, count: 0 };
  if (chance.below(3) === 0) {
    writer.lines.push('# at the head', ...blank(writer));
  }
  if (chance.below(6) === 0) {
    writer.lines.push(chance.below(2) === 0 ? '---' : '--- # begins');
  }
  for (const section of shuffled(chance, sections)) {
    writeSection(writer, section);
  }
  if (chance.below(3) === 0) {
    writer.lines.push(...blank(writer), '# at the end', ...blank(writer));
  }
  const eol = chance.below(4) === 0 ? '\r\n' : '\n';
  const text = writer.lines.join(eol) + (chance.below(3) === 0 ? '' : eol);
  return { text: chance.below(8) === 0 ? `\uFEFF${text}` : text, marked: writer.marked };
}

function writeSection(writer: Writer, section: string): void {
  const { chance, lines } = writer;
  lines.push(...blank(writer));
  if (section === 'tower') {
    lines.push(chance.pick(['tower: v1', 'tower:   v1', '"tower": "v1"', 'tower: v1 # version']));
  } else if (chance.below(2) === 0) {
    lines.push(`${section}:${remarkBehind(writer, undefined)}`);
    const keys = objectKeys[section];
    if (section === 'routes' || section === 'targets') {
      writeList(writer, chance.below(2) === 0 ? 0 : writer.step, 1);
    } else {
      writeMap(writer, { indent: writer.step, depth: 1, owner: undefined, keys });
    }
  }
}

interface Block {
  readonly indent: number;
  readonly depth: number;
  /** The word of the entry that holds it, where it has one. */
  readonly owner: string | undefined;
  /** Keys of the maps in it. */
  readonly keys?: readonly string[] | undefined;
}

/** A map whose keys are words of their own. */
function writeMap(writer: Writer, { indent, depth, owner, keys }: Block): void {
  const { chance, lines } = writer;
  const names = new Set<string>();
  for (let left = chance.between(1, 4); left > 0; left -= 1) {
    const word = newWord(writer, 'k');
    const other = chance.below(8) === 0 ? chance.pick(['a', ...strange]) : word;
    const name = names.has(other) ? word : other;
    names.add(name);
    const mark = name === word ? word : undefined;
    writeAbove(writer, indent, mark);
    if (keys !== undefined) {
      lines.push(`${pad(indent)}${name}:${remarkBehind(writer, mark)}`);
      writeObject(writer, { indent: indent + writer.step, depth: depth + 1, owner: mark, keys });
    } else {
      writeEntry(writer, { head: `${pad(indent)}${name}:`, indent, depth, mark });
    }
  }
  writeEnd(writer, indent, owner);
}

function writeObject(writer: Writer, { indent, depth, owner, keys = [] }: Block): void {
  const { chance } = writer;
  const chosen = shuffled(chance, keys).slice(0, chance.between(1, keys.length));
  for (const key of chosen) {
    writeAbove(writer, indent, undefined);
    writeEntry(writer, { head: `${pad(indent)}${key}:`, indent, depth, mark: undefined });
  }
  writeEnd(writer, indent, owner);
}

function writeList(writer: Writer, indent: number, depth: number): void {
  const { chance, lines } = writer;
  for (let left = chance.between(1, 3); left > 0; left -= 1) {
    const word = newWord(writer, 'i');
    writeAbove(writer, indent, undefined);
    if (depth < 4 && chance.below(4) === 0) {
      lines.push(`${pad(indent)}- ${word}: ${newWord(writer, 'w')}${remarkBehind(writer, word)}`);
      writeAbove(writer, indent + 2, undefined);
      writeEntry(writer, {
        head: `${pad(indent + 2)}more:`,
        indent: indent + 2,
        depth,
        mark: undefined,
      });
    } else if (depth < 4 && chance.below(6) === 0) {
      lines.push(`${pad(indent)}-${remarkBehind(writer, undefined)}`);
      writeList(writer, indent + writer.step, depth + 1);
    } else {
      lines.push(`${pad(indent)}-  ${word}${remarkBehind(writer, word)}`);
    }
  }
}

interface Entry {
  /** What stands before the value. */
  readonly head: string;
  readonly indent: number;
  readonly depth: number;
  readonly mark: string | undefined;
}

function writeEntry(writer: Writer, entry: Entry): void {
  const { chance, lines } = writer;
  const { head, indent, depth, mark } = entry;
  const inside = indent + writer.step;
  const word = newWord(writer, 'w');
  const behind = (): string => remarkBehind(writer, mark ?? word);
  switch (chance.below(depth > 4 ? 8 : 13)) {
    case 0:
      lines.push(`${head} ${chance.pick(['x', ...scalars])}${remarkBehind(writer, mark)}`);
      return;
    case 1:
      lines.push(
        `${head} |${chance.pick(['', '-', '+'])}`,
        `${pad(inside)}${word} # no remark`,
        '',
      );
      lines.push(`${pad(inside)}  more`, ...blank(writer));
      return;
    case 2:
      lines.push(
        `${head} >-${remarkBehind(writer, mark)}`,
        `${pad(inside)}${word}`,
        `${pad(inside)}on`,
      );
      return;
    case 3:
      lines.push(
        `${head} "${word}`,
        '',
        `${pad(inside)}goes on"${remarkBehind(writer, undefined)}`,
      );
      return;
    case 4:
      lines.push(`${head}${remarkBehind(writer, mark)}`);
      return;
    case 5:
      lines.push(`${head} {${word}: [1,"2" , '${newWord(writer, 'w')}'],b:  {}}${behind()}`);
      return;
    case 6:
      lines.push(`${head}`, `${pad(inside)}${word}${behind()}`);
      return;
    case 7:
      lines.push(`${head}   ${anchored(writer, word)}${remarkBehind(writer, mark)}`);
      return;
    case 8:
      writeFlow(writer, entry, word);
      return;
    case 9:
    case 10:
      lines.push(`${head}${remarkBehind(writer, mark)}`);
      writeMap(writer, { indent: inside, depth: depth + 1, owner: mark });
      return;
    default:
      lines.push(`${head}${remarkBehind(writer, mark)}`);
      writeList(writer, chance.below(2) === 0 ? indent : inside, depth + 1);
  }
}

/** Braces over several lines, with comments between. */
function writeFlow(writer: Writer, { head, indent }: Entry, word: string): void {
  const inside = indent + writer.step;
  const other = newWord(writer, 'w');
  writer.lines.push(`${head} {`);
  writeAbove(writer, inside, word);
  writer.lines.push(`${pad(inside)}${word}: 1,${remarkBehind(writer, word)}`);
  writeAbove(writer, inside, other);
  writer.lines.push(
    `${pad(inside)}${other}: [a, b]${remarkBehind(writer, other)}`,
    `${pad(indent + 1)}}`,
  );
}

function anchored(writer: Writer, word: string): string {
  const { chance, anchors } = writer;
  if (anchors.length > 0 && chance.below(2) === 0) {
    return `*${anchors[chance.below(anchors.length)]}`;
  }
  const name = chance.below(4) === 0 ? 'again' : `a${writer.count}`;
  anchors.push(name);
  return `&${name} ${word}`;
}

function writeAbove(writer: Writer, indent: number, mark: string | undefined): void {
  const { chance, lines, marked } = writer;
  lines.push(...blank(writer));
  if (chance.below(8) === 0) {
    lines.push(`${pad(indent)}${newWord(writer, '# alone ')}`, '');
  }
  for (let left = chance.below(6) === 0 ? 2 : chance.below(2); left > 0; left -= 1) {
    const remark = `${newWord(writer, '# above ')} ${mark ?? ''}`.trimEnd();
    lines.push(pad(indent) + remark);
    marked.push(...(mark === undefined ? [] : [{ remark, mark, place: 'above' as const }]));
  }
}

function writeEnd(writer: Writer, indent: number, owner: string | undefined): void {
  const { chance, lines, marked } = writer;
  if (chance.below(5) === 0) {
    const remark = newWord(writer, '# inside ');
    lines.push(...blank(writer), pad(indent) + remark);
    marked.push(
      ...(owner === undefined ? [] : [{ remark, mark: owner, place: 'inside' as const }]),
    );
  }
}

function remarkBehind(writer: Writer, mark: string | undefined): string {
  if (writer.chance.below(4) > 0) {
    return '';
  }
  const remark = `${newWord(writer, '# behind ')} ${mark ?? ''}`.trimEnd();
  writer.marked.push(...(mark === undefined ? [] : [{ remark, mark, place: 'behind' as const }]));
  return `${pad(writer.chance.between(1, 4))}${remark}`;
}

function blank({ chance }: Writer): readonly string[] {
  return chance.below(4) === 0 ? ['', ''].slice(chance.below(2)) : [];
}

function newWord(writer: Writer, prefix: string): string {
  writer.count += 1;
  // Its number has no order of its own.
  return `${prefix}${(writer.count * 7_919) % 1_000}n${writer.count}x`;
}

function shuffled<T>(chance: Chance, list: readonly T[]): readonly T[] {
  return list
    .map((item) => ({ item, at: chance.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

function pad(indent: number): string {
  return ' '.repeat(indent);
}
