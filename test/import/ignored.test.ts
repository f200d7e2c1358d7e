import { expect, test } from 'vitest';
import { ignoredIn } from '../../src/import/ignored.ts';

test('comments say which calls and which systems are none', () => {
  const text = `# tower: ignore web->legacy-api
  x: 1 #tower:ignore a -> b, since it is a test
# tower: ignore load-generator
# tower: ignored web->db
# tower: ignore
# TOWER: ignore x
# tower: ignore Web
`;
  const { systems, calls } = ignoredIn([text, '# tower: ignore c->d']);
  expect({ systems: [...systems], calls: [...calls] }).toEqual({
    systems: ['load-generator'],
    calls: ['web->legacy-api', 'a->b', 'c->d'],
  });
});

test('a text of dashes takes no longer than others', () => {
  expect(ignoredIn([`# tower: ignore ${'a-'.repeat(200_000)}`]).systems.size).toBe(1);
});
