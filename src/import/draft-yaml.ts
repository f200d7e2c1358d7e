import { isPlainText } from '../config/plain-text.ts';
import type { Guess, ImportSource } from '../model/imported.ts';
import type { DraftEdge, DraftSystem } from './draft.ts';

/** What stands behind everything that people should look at. */
export const mark = 'tower: decide';

/** A whole file with systems. Lines end with `\n`. */
export function fileText(
  drafts: readonly DraftSystem[],
  { source, file }: { readonly source: ImportSource; readonly file: string },
): string {
  return [
    `# From ${printable(file)}, by \`tower import ${source}\`. What is marked \`${mark}\` is a guess:`,
    '# change it or not, and remove the mark. `--update` of the import adds what is new, and changes nothing.',
    'tower: v1',
    '',
    drafts.length === 0 ? 'systems: {}' : 'systems:',
    ...drafts.flatMap((draft) => systemLines(draft, 2, 2)),
    '',
  ].join('\n');
}

/** As much of a text as a comment may hold. */
export function printable(text: string, length = 200): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, length);
}

/** A system with its id as lines of a block, so many blanks in, and its parts so many more. */
export function systemLines(draft: DraftSystem, indent: number, step: number): readonly string[] {
  const { id, name } = draft;
  const outer = ' '.repeat(indent);
  const inner = ' '.repeat(indent + step);
  return [
    `${outer}${keyText(id)}:${name === id ? '' : remark(quoted(name))}`,
    ...fieldsOf(draft).map(({ text, comment }) => `${inner}${text}${remark(comment)}`),
    ...draft.remarks.map((text) => `${inner}# ${printable(text)}`),
    ...(draft.dependsOn.length === 0
      ? []
      : [
          `${inner}dependsOn:`,
          ...draft.dependsOn.flatMap((edge) => edgeLine(edge, indent + 2 * step)),
        ]),
  ];
}

/** A dependency as a line of a block. */
export function edgeLine({ to, kind }: DraftEdge, indent: number): string {
  return `${' '.repeat(indent)}${keyText(to)}: ${kind.word}${remark(decide(kind))}`;
}

/** A system on one line, for a map that is written in braces. */
export function systemFlow(draft: DraftSystem): string {
  const fields = fieldsOf(draft).filter(({ text }) => !text.startsWith('#'));
  const edges = draft.dependsOn.map(edgeFlow).join(', ');
  return `${keyText(draft.id)}: { ${[
    ...fields.map(({ text }) => text),
    ...(edges === '' ? [] : [`dependsOn: { ${edges} }`]),
  ].join(', ')} }`;
}

export function edgeFlow({ to, kind }: DraftEdge): string {
  return `${keyText(to)}: ${kind.word}`;
}

/** What there is to decide where no comment can stand beside it. */
export function decideLine(what: string): string {
  return `# ${mark} ${what}`;
}

interface FieldText {
  readonly text: string;
  readonly comment: string | undefined;
}

function fieldsOf(draft: DraftSystem): readonly FieldText[] {
  const { type, criticality, owner, version, configHash, replicas, labels, probe } = draft;
  const said = (text: string): FieldText => ({ text, comment: undefined });
  return [
    { text: `type: ${type.word}`, comment: decide(type) },
    criticality === undefined
      ? { text: 'criticality: medium', comment: mark }
      : { text: `criticality: ${criticality.word}`, comment: decide(criticality) },
    owner === undefined
      ? { text: '# owner: TEAM', comment: mark }
      : { text: `owner: ${scalarText(owner.word)}`, comment: decide(owner) },
    ...(version === undefined ? [] : [said(`version: ${scalarText(version)}`)]),
    ...(configHash === undefined ? [] : [said(`configHash: ${scalarText(configHash)}`)]),
    ...(replicas === undefined ? [] : [said(`replicas: ${replicas}`)]),
    ...(labels.length === 0
      ? []
      : [
          said(
            `labels: { ${labels.map(([key, value]) => `${key}: ${scalarText(value)}`).join(', ')} }`,
          ),
        ]),
    // An address that is guessed would call people if it were wrong: it is offered, and not in force.
    ...(probe === undefined
      ? []
      : [{ text: `# probe: ${probe}`, comment: `${mark} (its health check)` }]),
  ];
}

/** Undefined where the source says it, so that there is nothing to decide. */
function decide({ because, isSaid }: Guess): string | undefined {
  if (isSaid === true) {
    return undefined;
  }
  // Words of whoever wrote the source stand in some reasons, and must not end the comment.
  return because === undefined ? mark : `${mark} (${printable(because)})`;
}

export function remark(comment: string | undefined): string {
  return comment === undefined ? '' : `  # ${comment}`;
}

/** An id or another word, in quotes where YAML would take it for something other than a text. */
export function keyText(id: string): string {
  return /^[a-z][a-z0-9-]*$/.test(id) && !/^(?:true|false|null|yes|no|on|off|y|n)$/.test(id)
    ? id
    : quoted(id);
}

/** A text as `tower fmt` writes it: in quotes where it needs them, or where there is a sign that not everybody sees. */
function scalarText(text: string): string {
  const safe = quoted(text);
  return isPlainText(text) && !safe.includes('\\') ? text : safe;
}

/** A text in double quotes, with escapes for all that no reader would see. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[^\x20-\x7e\u00a1-\u024f\u0370-\u058f\u3040-\u9fff\uac00-\ud7a3]/gu,
    (sign) => {
      const hex = (sign.codePointAt(0) ?? 0).toString(16);
      return hex.length > 4 ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
    },
  );
}
