import type { CatalogueRow } from './row.ts';

/** Stage 1: whether a file is YAML as Tower reads it. */
export const yamlRows = {
  'yaml/syntax': {
    severity: 'error',
    title: 'the file is not YAML',
    explanation:
      'The text breaks the rules of YAML, so that nothing can be said about what it means: the file gets no further findings. Usually a bracket or a quote is not closed, or a line is indented differently from the lines beside it. Only the first such place of a file is told, because what follows is often a consequence of it.',
    example: 'tower: v1\nregions:\n  eu: { zones: [eu-1, eu-2 }\n',
    fixed: 'tower: v1\nregions:\n  eu: { zones: [eu-1, eu-2] }\n',
  },
  'yaml/duplicate-key': {
    severity: 'error',
    title: 'a key stands twice in one map',
    explanation:
      'YAML keys are unique within their map. Many readers would silently keep the last of the two, and the other, which somebody wrote for a reason, would have no effect. Keep one of them, or merge what stands below.',
    example: 'tower: v1\nsystems:\n  web: { type: service }\n  web: { type: agent }\n',
    fixed: 'tower: v1\nsystems:\n  web: { type: service }\n  web-agent: { type: agent }\n',
  },
  'yaml/tab': {
    severity: 'error',
    title: 'a tab stands in the indentation',
    explanation:
      'YAML is indented with blanks only, because editors disagree about how wide a tab is. Replace the tab with blanks; most editors can be told to do so for `.yaml` files.',
    example: 'tower: v1\nregions:\n\teu: {}\n',
    fixed: 'tower: v1\nregions:\n  eu: {}\n',
  },
  'yaml/several-documents': {
    severity: 'error',
    title: 'a file holds more than one document',
    explanation:
      'A line `---` begins another document, and everything after it would be easy to overlook. Any section may stand in any file, so that one document is enough. Remove the line, or move what follows into a file of its own.',
    example: 'tower: v1\nregions:\n  eu: {}\n---\ntower: v1\nregions:\n  us: {}\n',
    fixed: 'tower: v1\nregions:\n  eu: {}\n  us: {}\n',
  },
  'yaml/not-a-map': {
    severity: 'error',
    title: 'a file is not a map of sections',
    explanation:
      'A file consists of sections, `key: value` at the top: `tower: v1`, `systems:`, `policies:` and so on. This one holds a list or a single value. Put it below the section that it belongs to.',
    example: '- web\n- db\n',
    fixed: 'tower: v1\nsystems:\n  web: { type: service }\n  db: { type: database }\n',
  },
  'yaml/empty': {
    severity: 'warning',
    title: 'a file is empty',
    explanation:
      'The file holds nothing but comments or blanks. It belongs to the configuration and adds nothing to it, which may be a file that was emptied by mistake. Write something into it, or remove it.',
    example: '# later\n',
    fixed: 'tower: v1\n',
  },
  'yaml/tag': {
    severity: 'error',
    title: 'a tag is not allowed',
    explanation:
      'A word with `!` in front of a value is a tag: it asks the reader of YAML to make something special of the value, in some tools even to run code. Tower knows no tags and refuses them. To begin a text with `!`, put it in quotes.',
    example: 'tower: v1\nregions:\n  eu: { description: !important the main region }\n',
    fixed: 'tower: v1\nregions:\n  eu: { description: "!important the main region" }\n',
  },
  'yaml/alias': {
    severity: 'error',
    title: 'an alias cannot be followed',
    explanation:
      'An alias `*name` repeats the value that was marked with `&name` before it. This one names nothing, stands inside of the value that it repeats, or belongs to aliases that together repeat more than 10,000 values: a short text could otherwise become arbitrarily large. Define the anchor first, or write the value out.',
    example: 'tower: v1\nregions:\n  eu: { zones: *zones }\n',
    fixed: 'tower: v1\nregions:\n  eu: { zones: &zones [a, b] }\n  us: { zones: *zones }\n',
  },
  'yaml/too-deep': {
    severity: 'error',
    title: 'values are nested too deeply',
    explanation:
      'Maps and lists may be nested 64 levels deep. No section needs nearly as many; conditions are what nests most. Split a condition into named ones under `conditions`.',
    example: `tower: v1\nregions: ${'['.repeat(70)}${']'.repeat(70)}\n`,
    fixed: 'tower: v1\nregions: {}\n',
  },
  'yaml/too-many-parts': {
    severity: 'error',
    title: 'a file, or all of them, have too many parts',
    explanation:
      'A file has at most 1,500,000 parts, and all files of a configuration 12,000,000: keys, values, commas, brackets and other signs. That is what 4 MiB of well-written configuration come to; more is a file that was made to take up memory, or a generator that went wrong. Split the file.',
    example:
      '# topology/generated.yaml, a list of 800,000 digits\ntower: v1\ntargets: [1, 1, 1, 1]\n',
  },
  'yaml/control-character': {
    severity: 'error',
    title: 'a control character stands in the text',
    explanation:
      'The file holds a character that cannot be seen, such as NUL, an escape sequence for terminals or a carriage return inside of a line. It can make a text look different from what it is, and is most often the trace of a broken copy. Remove it; inside of double quotes it can be written as an escape, such as `"\\e"`.',
    example: 'tower: v1\nregions:\n  eu: { description: west\u0007ern }\n',
    fixed: 'tower: v1\nregions:\n  eu: { description: western }\n',
  },
} as const satisfies Record<string, CatalogueRow>;
