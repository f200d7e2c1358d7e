import type { Guess } from '../model/imported.ts';
import { typeOf } from './images.ts';

/** Types of components that nobody runs. */
const idle = new Set([
  'library',
  'package',
  'documentation',
  'docs',
  'template',
  'design',
  'schema',
  'config',
]);

/** What Tower calls the same. */
const same = new Set([
  'agent',
  'service',
  'pipeline',
  'integration',
  'orchestrator',
  'database',
  'cache',
  'queue',
]);

/** Words of types of Backstage, and what such a system is. The first that fits counts. */
const typeByWord: readonly (readonly [words: readonly string[], type: string])[] = [
  [['agent', 'assistant', 'llm'], 'agent'],
  [['pipeline', 'job', 'batch', 'etl', 'workflow', 'dag', 'cronjob'], 'pipeline'],
  [['queue', 'topic', 'stream', 'broker', 'pubsub', 'bus', 'events'], 'queue'],
  [['cache'], 'cache'],
  [
    [
      'database',
      'db',
      'bucket',
      'storage',
      'store',
      'table',
      'warehouse',
      'dataset',
      's3',
      'rds',
      'dynamodb',
    ],
    'database',
  ],
  [['saas', 'external', 'vendor', 'thirdparty', 'party'], 'integration'],
  [
    [
      'website',
      'frontend',
      'backend',
      'app',
      'application',
      'api',
      'gateway',
      'server',
      'microservice',
    ],
    'service',
  ],
];

/** Whether a component of a type runs. */
export function runs(type: string): boolean {
  return !idle.has(type.toLowerCase());
}

/** The type of an entity by the one that Backstage has for it, else by the words of its name. */
export function typeFrom(type: string | undefined, name: string): Guess {
  const plain = (type ?? '').toLowerCase();
  if (same.has(plain)) {
    return { word: plain, because: undefined, isSaid: true };
  }
  const words = plain.split(/[^a-z0-9]+/);
  const found = typeByWord.find(([known]) => known.some((word) => words.includes(word)))?.[1];
  const guessed = found === undefined ? typeOf(plain, name) : { word: found, because: undefined };
  const isByName = guessed.because === 'from its name';
  return plain === '' || isByName ? guessed : { word: guessed.word, because: `a ${plain}` };
}
