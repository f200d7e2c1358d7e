import { expect, test } from 'vitest';
import { areAlike, notOfSystems } from '../../src/analysis/alike-systems.ts';
import { isSame } from '../../src/analysis/same.ts';
import { load } from '../../src/config/load.ts';
import type { System } from '../../src/model/model.ts';

const text = `tower: v1
systems:
  db: { type: database }
  web: { type: service, dependsOn: { db: hard }, probe: { heartbeat: { every: 5s, timeout: 30s } } }
`;

function web(): System {
  const system = load([{ path: 'tower.yaml', text }]).model?.systemById.get('web');
  if (system === undefined) {
    throw new Error('no such system');
  }
  return system;
}

test('each field of a system that is compared makes a difference, and nothing else does', () => {
  const fields = Object.keys(web());
  const found = fields.filter((field) => !areAlike(web(), { ...web(), [field]: 'another' }));
  expect(found.sort()).toEqual(
    fields.filter((field) => field !== 'id' && !notOfSystems.has(field)).sort(),
  );
  for (const field of found) {
    expect(isSame(web(), { ...web(), [field]: 'another' }, notOfSystems)).toBe(false);
  }
  expect(areAlike(web(), web())).toBe(true);
});

test('each field of a dependency makes a difference, but where it is written', () => {
  const [dependency] = web().dependsOn;
  const fields = Object.keys(dependency ?? {});
  const found = fields.filter((field) => {
    const dependsOn = web().dependsOn.map((one) => ({ ...one, [field]: 'another' }));
    return !areAlike(web(), { ...web(), dependsOn });
  });
  expect(found.sort()).toEqual(['fallback', 'kind', 'protocol', 'retries', 'timeoutMs', 'to']);
});
