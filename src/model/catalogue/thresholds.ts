import type { CatalogueRow } from './row.ts';

const web = 'tower: v1\nsystems:\n  web: { type: service }\n';

/** A file with one threshold for one system. */
function threshold(rest: string): string {
  return `${web}thresholds:\n  limits: { match: { systems: [web] }, ${rest} }\n`;
}

/** Stages 3 and 4 for signals and thresholds. */
export const thresholdRows = {
  'threshold/unknown-signal': {
    severity: 'error',
    title: 'a signal is unknown',
    explanation:
      'A threshold or a type names a signal that is neither built in nor defined under `signals`. Its values would never be compared, and the threshold would never fire. Correct the name, or define the signal.',
    example: threshold('signal: latncy, warn: 200'),
    fixed: threshold('signal: latency, warn: 200'),
  },
  'threshold/ambiguous': {
    severity: 'error',
    title: 'two thresholds are equally specific',
    explanation:
      'For each system and signal one threshold wins: ids beat labels beat owner, region and criticality beat type. These two match the same system for the same signal equally well, and neither order of files nor luck may decide. Keep one, narrow one of them, or let one say `overrides` with the id of the other.',
    example: `${web}thresholds:\n  one: { match: { systems: [web] }, signal: latency, warn: 200 }\n  two: { match: { systems: [web] }, signal: latency, warn: 300 }\n`,
    fixed: `${web}thresholds:\n  one: { match: { systems: [web] }, signal: latency, warn: 200 }\n  two: { match: { systems: [web] }, signal: latency, warn: 300, overrides: [one] }\n`,
  },
  'threshold/warn-beyond-critical': {
    severity: 'error',
    title: '`warn` is beyond `critical`',
    explanation:
      'A warning comes before a critical level. Here `warn` lies on the bad side of `critical`, as the direction of the signal says, so that it would never come first. Swap the two limits.',
    example: threshold('signal: latency, warn: 400, critical: 200'),
    fixed: threshold('signal: latency, warn: 200, critical: 400'),
  },
  'threshold/clear-beyond-limit': {
    severity: 'error',
    title: '`clear` is not on the good side of the limit',
    explanation:
      '`clear` is the value at which an alert is over. It must lie on the good side of the limit; otherwise an alert would be over while the limit is still reached.',
    example: threshold('signal: latency, warn: 200, clear: 250'),
    fixed: threshold('signal: latency, warn: 200, clear: 180'),
  },
  'threshold/clear-out-of-range': {
    severity: 'error',
    title: '`clear` can never be reached',
    explanation:
      'The value lies outside of the range of the signal (`min` and `max`), so that an alert would never be over. Choose a value inside of the range; zero is a legal one for most signals.',
    example: threshold('signal: latency, warn: 200, clear: -1'),
    fixed: threshold('signal: latency, warn: 200, clear: 100'),
  },
  'threshold/never-clears': {
    severity: 'error',
    title: 'a level can never be over',
    explanation:
      'Limits are inclusive, and this one is the best value that the signal can have: it is reached always, and nothing better exists. Move the limit away from the best value.',
    example: threshold('signal: error_rate, warn: 0'),
    fixed: threshold('signal: error_rate, warn: 0.01'),
  },
  'threshold/limit-out-of-range': {
    severity: 'error',
    title: 'a limit lies outside of the range of its signal',
    explanation:
      'The signal says which values it can have (`min` and `max`), and the limit is none of them: it would never be reached, or always. Ratios go from 0 to 1, so that 5 percent are 0.05.',
    example: threshold('signal: error_rate, warn: 5'),
    fixed: threshold('signal: error_rate, warn: 0.05'),
  },
  'threshold/not-a-word': {
    severity: 'error',
    title: 'a limit does not suit its signal',
    explanation:
      'A signal has either numbers or words (`values`, the best first). The limit of one with words is one of them, the limit of one with numbers is a number. Here they do not fit.',
    example: threshold('signal: status, critical: broken'),
    fixed: threshold('signal: status, critical: down'),
  },
  'threshold/no-level': {
    severity: 'error',
    title: 'a threshold has no limit',
    explanation:
      'A threshold with neither `warn` nor `critical` compares nothing and still wins over less specific ones, so that it would silence them. Give it a limit, or remove it.',
    example: threshold('signal: latency'),
    fixed: threshold('signal: latency, warn: 200'),
  },
  'threshold/bad-percentage': {
    severity: 'error',
    title: '`clear` is neither a value nor a percentage',
    explanation:
      '`clear` is a value of the signal, or a share of the limit such as `10%`: with a limit of 200, an alert is over at 180. In quotes and without the sign it is neither.',
    example: threshold('signal: latency, warn: 200, clear: "10"'),
    fixed: threshold('signal: latency, warn: 200, clear: 10%'),
  },
  'threshold/unknown-override': {
    severity: 'error',
    title: '`overrides` names no threshold',
    explanation:
      '`overrides` settles which of two equally specific thresholds wins. The threshold that it names does not exist; it may have been renamed or removed. Correct the name, or remove it from the list.',
    example: threshold('signal: latency, warn: 200, overrides: [gone]'),
    fixed: threshold('signal: latency, warn: 200'),
  },
  'signal/no-direction': {
    severity: 'error',
    title: 'a signal does not say what is better',
    explanation:
      'The direction belongs to the signal, so that no threshold can get it wrong. Write `better: lower` or `better: higher` for numbers, or `values` with the words from best to worst.',
    example: 'tower: v1\nsignals:\n  queue_wait: { unit: ms }\n',
    fixed: 'tower: v1\nsignals:\n  queue_wait: { unit: ms, better: lower }\n',
  },
  'signal/both-directions': {
    severity: 'error',
    title: 'a signal has words and a direction',
    explanation:
      'A signal has either words (`values`, the best first, which says what is better) or numbers (`better`, `min`, `max`). With both it is unclear how to compare. Remove one.',
    example: 'tower: v1\nsignals:\n  mood: { values: [good, bad], better: higher }\n',
    fixed: 'tower: v1\nsignals:\n  mood: { values: [good, bad] }\n',
  },
  'signal/bad-range': {
    severity: 'error',
    title: 'the range of a signal is empty',
    explanation:
      '`min` is the smallest and `max` the largest value that the signal can have, and here `min` is not below `max`. Every limit would lie outside. Swap or correct them.',
    example: 'tower: v1\nsignals:\n  share: { better: higher, min: 1, max: 0 }\n',
    fixed: 'tower: v1\nsignals:\n  share: { better: higher, min: 0, max: 1 }\n',
  },
} as const satisfies Record<string, CatalogueRow>;
