import type { CatalogueRow } from './row.ts';

/** Files, the settings that choose them, batches and states. */
export const fileRows = {
  'config/misplaced': {
    severity: 'error',
    title: '`config` stands outside of tower.yaml',
    explanation:
      'The settings of a project stand in the tower.yaml at its root and nowhere else, so that one look tells what is in force and one owner approves changes. Move the section there.',
    example:
      '-- tower.yaml --\ntower: v1\n-- topology/main.yaml --\ntower: v1\nconfig: { name: shop }\n',
    fixed:
      '-- tower.yaml --\ntower: v1\nconfig: { name: shop }\n-- topology/main.yaml --\ntower: v1\n',
  },
  'config/bad-include': {
    severity: 'error',
    title: 'a pattern leads out of the project',
    explanation:
      'The patterns of `config.include` start at the folder of tower.yaml and stay below it, with `/` between folders. An absolute path, `..` or a backslash would read files that reviews of this project never see, or mean something else on another machine.',
    example: '-- tower.yaml --\ntower: v1\nconfig: { include: ["../shared/*.yaml"] }\n',
    fixed:
      '-- tower.yaml --\ntower: v1\nconfig: { include: ["topology/**/*.yaml"] }\n-- topology/main.yaml --\ntower: v1\n',
  },
  'config/no-files': {
    severity: 'warning',
    title: 'a pattern matches no file',
    explanation:
      'A pattern of `config.include` fits no file. Files that were meant to be part of the configuration may be missing from it, and their policies with them. Correct the pattern, remove it, or add the file.',
    example:
      '-- tower.yaml --\ntower: v1\nconfig: { include: ["teams/**/*.yaml"] }\n-- topology/main.yaml --\ntower: v1\n',
    fixed:
      '-- tower.yaml --\ntower: v1\nconfig: { include: ["topology/**/*.yaml"] }\n-- topology/main.yaml --\ntower: v1\n',
  },
  'config/bad-rename': {
    severity: 'error',
    title: 'a former id cannot be one',
    explanation:
      'With `renamedFrom` a system or a threshold takes over what is remembered of an id that it had before: its alerts, its incidents, and who was told. That cannot be an id that something has now, its own id, or one that something else says it had. Remove what is not true; once every state has seen the new id, `renamedFrom` may go.',
    example:
      'tower: v1\nsystems:\n  orders: { type: database }\n  orders-db: { type: database, renamedFrom: orders }\n',
    fixed: 'tower: v1\nsystems:\n  orders-db: { type: database, renamedFrom: orders }\n',
  },
  'config/more-problems': {
    severity: 'warning',
    title: 'there are more problems than are told',
    explanation:
      'Of one file at most 1,000 problems are told, of a configuration 10,000, errors before warnings. The rest is counted, as far as it was looked at. Mend the first ones: many problems often have one cause. With `--max-warnings` this counts as more than any number.',
    example:
      '# topology/generated.yaml, whose 2,000 systems all say `tpe`\ntower: v1\nsystems:\n  system-000001: { tpe: service }\n',
  },
  'config/too-many': {
    severity: 'error',
    title: 'there is more of something than is held',
    explanation:
      'A configuration has at most 250,000 systems, a million dependencies, 100,000 thresholds, groups and waivers, 1,000 types and 10,000 items of any other section. Selections that would be compared with systems more than 500 million times are too many as well. Such numbers come from a generator that went wrong; split what is really that large into several projects.',
    example:
      '# topology/generated.yaml and others, with 250,001 systems\ntower: v1\nsystems:\n  system-000001: { type: service }\n',
  },
  'batch/not-json': {
    severity: 'error',
    title: 'a batch is not JSON',
    explanation:
      'A batch of signals is a JSON object, or NDJSON with one object a line. The text stops being JSON at the place that is named; often a comma is too many, or the file was cut off. Nothing of the file was used.',
    example: '-- batch.json --\n{ "at": "2026-11-21T14:52:15Z", }\n',
    fixed: '-- batch.json --\n{ "at": "2026-11-21T14:52:15Z" }\n',
  },
  'batch/duplicate-key': {
    severity: 'error',
    title: 'a key stands twice in an object of a batch',
    explanation:
      'Two values of one key stand in the same JSON object. Most readers keep the last and lose the other without a word, which could be the one that shows a failure. Remove one of them; to send several samples of one signal, write a list of samples with their instants.',
    example:
      '-- batch.json --\n{ "at": "2026-11-21T14:52:15Z", "signals": { "web": { "latency": 500, "latency": 3 } } }\n',
    fixed:
      '-- batch.json --\n{ "at": "2026-11-21T14:52:15Z", "signals": { "web": { "latency": 500 } } }\n',
  },
  'batch/bad-silence': {
    severity: 'error',
    title: 'a silence in a batch cannot be',
    explanation:
      'A silence that a batch asks for says which systems or thresholds it is about, why, and until when; it ends after it begins, and lasts no longer than 30 days. One without an end would hide what nobody remembers. Say what is missing, or give its id with `end` to end it.',
    example:
      '-- batch.json --\n{ "at": "2026-11-21T14:52:15Z", "silences": [{ "id": "disks", "systems": ["db"], "reason": "New disks.", "by": "ada" }] }\n',
    fixed:
      '-- batch.json --\n{ "at": "2026-11-21T14:52:15Z", "silences": [{ "id": "disks", "systems": ["db"], "until": "2026-11-21T16:00:00Z", "reason": "New disks.", "by": "ada" }] }\n',
  },
  'batch/bad-instant': {
    severity: 'error',
    title: 'an instant does not exist',
    explanation:
      'The instant of a batch or of a sample has the form of RFC 3339 and names a day or a time that does not exist. Time arrives only as data, so that a wrong instant would make everything after it wrong.',
    example: '-- batch.json --\n{ "at": "2026-02-30T00:00:00Z" }\n',
    fixed: '-- batch.json --\n{ "at": "2026-02-28T00:00:00Z" }\n',
  },
  'baseline/not-json': {
    severity: 'error',
    title: 'a baseline is not JSON',
    explanation:
      'The file that `--baseline` names is JSON that Tower wrote. It stops being JSON at the place that is named; most often a merge left its marks. Nothing of it was used, since what it would have listed is unknown. Mend it, or remove it, write it anew with `--update-baseline`, and look at what changed.',
    example:
      '-- baseline.json --\n{\n<<<<<<< HEAD\n  "schemaVersion": 1,\n  "violations": {},\n  "diagnostics": {}\n}\n',
    fixed:
      '-- baseline.json --\n{\n  "schemaVersion": 1,\n  "violations": {},\n  "diagnostics": {}\n}\n',
  },
  'state/corrupt': {
    severity: 'error',
    title: 'a file is not a state',
    explanation:
      'The file that `--state` names is not JSON, or not a state that Tower wrote. It is left as it is. Restore it, name another file, or remove it to begin without memory: then every `for` of a threshold starts anew.',
    example: '-- state.json --\n{ "schemaVersion": 1, "systems": [] }\n',
    fixed:
      '-- state.json --\n{ "schemaVersion": 1, "name": "shop", "revision": "4f2c1ae0b1d2", "at": 1795272735000, "systems": {} }\n',
  },
  'state/newer': {
    severity: 'error',
    title: 'a state was written by a newer version',
    explanation:
      'The format of the state is newer than this version of Tower reads. It is left as it is, so that the newer version can go on with it. Use that version, or name another file.',
    example: '-- state.json --\n{ "schemaVersion": 2, "name": "shop" }\n',
    fixed:
      '-- state.json --\n{ "schemaVersion": 1, "name": "shop", "revision": "4f2c1ae0b1d2", "at": 1795272735000, "systems": {} }\n',
  },
  'state/other-version': {
    severity: 'error',
    title: 'a state was written by an older version',
    explanation:
      'The format of the state is older than this version of Tower reads. It is left as it is. Remove it or name another file to begin without memory: then every `for` of a threshold starts anew.',
    example: '-- state.json --\n{ "schemaVersion": 0, "name": "shop" }\n',
    fixed:
      '-- state.json --\n{ "schemaVersion": 1, "name": "shop", "revision": "4f2c1ae0b1d2", "at": 1795272735000, "systems": {} }\n',
  },
  'file/unreadable': {
    severity: 'error',
    title: 'a file cannot be read',
    explanation:
      'The file belongs to the configuration or was named on the command line, and reading it failed; the message says why. What it would have said is unknown, so that nothing is judged without it. Look at its name and its permissions.',
    example:
      '# `tower validate` where nobody but root may read topology/main.yaml\ntower: v1\nsystems:\n  web: { type: service }\n',
  },
  'file/not-utf8': {
    severity: 'error',
    title: 'a file is not UTF-8',
    explanation:
      'All files are UTF-8. This one has bytes that are not, usually because an editor saved it in another encoding; the place of the first is named. Save it as UTF-8.',
    example:
      '# saved as Latin-1, where é is the single byte E9\ntower: v1\nsystems:\n  web: { type: service, description: Café }\n',
  },
  'file/outside': {
    severity: 'error',
    title: 'a link leads out of the project',
    explanation:
      'The path is a symbolic link to something outside of the folder of tower.yaml. What lies there can change without a review of this project, and could be any file of the machine. Put the file itself into the project, or move tower.yaml up.',
    example:
      '# topology/shared.yaml -> ../../shared/systems.yaml\ntower: v1\nsystems:\n  web: { type: service }\n',
  },
  'file/too-large': {
    severity: 'error',
    title: 'a file is too large',
    explanation:
      'A file of the configuration has at most 4 MiB, all of them together 64 MiB, a batch 64 MiB and a state 256 MiB. A larger one is most often something else by mistake, such as a log. Split it, or leave it out by `config.include`.',
    example:
      '# topology/generated.yaml, 100,000 systems\ntower: v1\nsystems:\n  system-000001: { type: service }\n',
  },
  'file/too-many': {
    severity: 'error',
    title: 'a folder has too many entries',
    explanation:
      'The folder of tower.yaml is searched for files up to 20,000 entries; the rest was not looked at, and policies in it would be missing. Put tower.yaml into a folder of its own, away from build output and dependencies.',
    example: '# tower.yaml in a folder with 20,001 other files\ntower: v1\n',
  },
} as const satisfies Record<string, CatalogueRow>;
