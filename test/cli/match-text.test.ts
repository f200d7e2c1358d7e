import { expect, test } from 'vitest';
import { matchText } from '../../src/cli/match-text.ts';

test.each<readonly [unknown, string]>([
  [undefined, 'everything'],
  [{}, 'everything'],
  [{ owner: 'data' }, 'owner data'],
  [
    { owner: ['data', 'search'], priority: ['p1', 'p2'] },
    'owner data or search, priority p1 or p2',
  ],
  [{ labels: { domain: 'checkout', tier: ['1', '2'] } }, 'labels domain=checkout and tier=1 or 2'],
  [{ type: 'database', not: { region: 'eu' } }, 'type database, not (region eu)'],
])('the match %j is said as %j', (match, text) => {
  expect(matchText(match)).toBe(text);
});
