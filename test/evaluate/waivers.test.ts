import { expect, test } from 'vitest';
import { acceptances, standingOf, waiverFindings } from '../../src/evaluate/waivers.ts';
import { digest } from '../../src/model/digest.ts';
import type { Model } from '../../src/model/model.ts';
import { instant, modelOf, now, place, policyOf, waiverOf } from './guard-fixture.ts';

const standings: readonly {
  readonly expires: string;
  readonly at: string;
  readonly maxDays: number;
  readonly standing: string;
}[] = [
  { expires: '2026-11-21', at: '2026-11-21T23:59:59.999Z', maxDays: 90, standing: 'in-force' },
  { expires: '2026-11-21', at: '2026-11-22T00:00:00Z', maxDays: 90, standing: 'expired' },
  { expires: '2027-02-19', at: '2026-11-21T00:00:00Z', maxDays: 90, standing: 'in-force' },
  { expires: '2027-02-20', at: '2026-11-21T23:59:59Z', maxDays: 90, standing: 'too-far' },
  { expires: '2027-02-20', at: '2026-11-22T00:00:00Z', maxDays: 90, standing: 'in-force' },
  { expires: '2026-11-21', at: '2026-11-21T12:00:00Z', maxDays: 0, standing: 'in-force' },
  { expires: '2026-11-22', at: '2026-11-21T12:00:00Z', maxDays: 0, standing: 'too-far' },
];

test.each(standings)('one until $expires is $standing at $at, of $maxDays days', (row) => {
  const waiver = waiverOf('w', 'p', ['a'], row.expires);
  expect(standingOf(waiver, instant(row.at), row.maxDays)).toBe(row.standing);
});

const owned = { fact: 'system', path: '$.owner', operator: 'equal', value: 'a' };

function configured(waivers: Model['waivers'], enforcement: 'warn' | 'off' = 'warn'): Model {
  return modelOf({
    waivers,
    policies: [policyOf('owned', 500, { require: owned, enforcement })],
  });
}

test('a violation is accepted with the whole days that are left', () => {
  const model = configured([
    { ...waiverOf('w', 'owned', ['a', 'b'], '2026-11-23'), ticket: 'SHOP-7' },
  ]);
  const accepted = acceptances(model, now);
  expect(accepted('owned', 'b')).toEqual({
    waiver: 'w',
    reason: 'migration is under way',
    approvedBy: 'm.ito',
    expires: '2026-11-23',
    daysLeft: 2,
    ticket: 'SHOP-7',
    at: place(700, '$.waivers.w'),
  });
  expect(accepted('owned', 'c')).toBe(null);
  expect(accepted('other', 'b')).toBe(null);
});

test('one that is expired or reaches too far accepts nothing', () => {
  const accepted = acceptances(
    configured([
      waiverOf('old', 'owned', ['a'], '2026-11-20'),
      waiverOf('wide', 'owned', ['a'], '2030-01-01'),
    ]),
    now,
  );
  expect(accepted('owned', 'a')).toBe(null);
});

test('of two that accept the same violation the one that ends last is named, then the smaller id', () => {
  const accepted = acceptances(
    configured([
      waiverOf('a-short', 'owned', ['x'], '2026-12-01'),
      waiverOf('b-long', 'owned', ['x'], '2026-12-24'),
      waiverOf('c-long', 'owned', ['x'], '2026-12-24'),
    ]),
    now,
  );
  expect(accepted('owned', 'x')?.waiver).toBe('b-long');
});

/** What each finding says. */
function remarks(model: Model, violating: readonly string[]): readonly unknown[] {
  return waiverFindings(model, now, {
    violates: (_, subject) => violating.includes(subject),
    isJudged: () => true,
  }).map(({ rule, subject, message, because, help }) => ({
    rule,
    subject,
    message,
    because: because.map((reason) => reason.message),
    help,
  }));
}

test('a finding about a waiver is a warning at its place, known by rule and id', () => {
  const model = configured([waiverOf('w', 'owned', ['a'], '2026-11-01')]);
  expect(waiverFindings(model, now, { violates: () => false, isJudged: () => true })).toEqual([
    {
      rule: 'waiver/expired',
      title: null,
      enforcement: 'warn',
      severity: 'warning',
      scope: 'waiver',
      subject: 'w',
      message: 'waiver `w` expired: there is no violation of `owned` left to waive',
      at: place(700, '$.waivers.w'),
      policyAt: null,
      because: [
        {
          code: 'expired',
          message: 'its last day was 2026-11-01 (UTC)',
          at: place(700, '$.waivers.w'),
          values: { expires: '2026-11-01' },
        },
      ],
      help: 'remove the waiver',
      docs: null,
      waivedBy: null,
      fingerprint: digest(['finding', 'waiver/expired', 'w'], 16),
    },
  ]);
});

test('an expired one says which violations are back', () => {
  const model = configured([waiverOf('w', 'owned', ['b', 'c', 'a'], '2026-11-20')]);
  expect(remarks(model, ['a', 'b'])).toEqual([
    {
      rule: 'waiver/expired',
      subject: 'w',
      message: 'waiver `w` expired: the violation of `owned` by `a`, `b` is back',
      because: ['its last day was 2026-11-20 (UTC)'],
      help: 'fix the violation, or have a new `expires` approved',
    },
  ]);
});

test('one that reaches too far names the latest day', () => {
  const model = configured([waiverOf('w', 'owned', ['a'], '2027-02-20')]);
  expect(remarks(model, ['a'])).toEqual([
    {
      rule: 'waiver/too-far',
      subject: 'w',
      message: 'waiver `w` is not in force: it expires more than 90 days ahead',
      because: ['its last day is 2027-02-20, the latest possible one is 2027-02-19 (UTC)'],
      help: 'set `expires` to 2027-02-19 or earlier',
    },
  ]);
});

test('one whose subjects all comply is unused', () => {
  const model = configured([waiverOf('w', 'owned', ['b', 'a'], '2026-12-01')]);
  expect(remarks(model, [])).toEqual([
    {
      rule: 'waiver/unused',
      subject: 'w',
      message: 'waiver `w` waives nothing: `a`, `b` do not violate `owned`',
      because: ['`a` does not violate `owned`', '`b` does not violate `owned`'],
      help: 'remove the waiver',
    },
  ]);
});

test('one of whose subjects some comply is partly unused', () => {
  const model = configured([waiverOf('w', 'owned', ['a', 'b'], '2026-12-01')]);
  expect(remarks(model, ['a'])).toEqual([
    {
      rule: 'waiver/unused',
      subject: 'w',
      message: 'waiver `w` is partly unused: `b` does not violate `owned`',
      because: ['`b` does not violate `owned`'],
      help: 'remove `b` from its `subjects`',
    },
  ]);
});

test('one of a policy that is off is unused because of that', () => {
  const model = configured([waiverOf('w', 'owned', ['a'], '2026-12-01')], 'off');
  expect(remarks(model, [])).toEqual([
    {
      rule: 'waiver/unused',
      subject: 'w',
      message: 'waiver `w` waives nothing: policy `owned` is off',
      because: ['policy `owned` is off'],
      help: 'remove the waiver',
    },
  ]);
});

test('one that is needed for all its subjects is no finding', () => {
  const model = configured([waiverOf('w', 'owned', ['a', 'b'], '2026-12-01')]);
  expect(remarks(model, ['a', 'b'])).toEqual([]);
});
