import { expect, test } from 'vitest';
import { processInterrupts } from '../../src/adapters/interrupts.ts';

test('the first interrupt goes to whoever watches, and the second one where it went before', () => {
  const heard: string[] = [];
  const before = (): void => {
    heard.push('before');
  };
  process.on('SIGINT', before);
  const release = processInterrupts.watch(() => heard.push('watcher'));
  process.emit('SIGINT');
  process.emit('SIGINT');
  release();
  process.emit('SIGINT');
  process.off('SIGINT', before);
  expect(heard).toEqual(['watcher', 'before', 'before']);
});

test('who no longer watches hears nothing', () => {
  const heard: string[] = [];
  const before = (): void => {
    heard.push('before');
  };
  process.on('SIGINT', before);
  processInterrupts.watch(() => heard.push('watcher'))();
  process.emit('SIGINT');
  process.off('SIGINT', before);
  expect(heard).toEqual(['before']);
});
