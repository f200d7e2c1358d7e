import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A fresh folder with files by path; a text that begins with `-> ` makes a link. It is gone when the test is over. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tower-')));
  onTestFinished(() => {
    spawnSync('rm', ['-rf', folder]);
  });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    if (typeof content === 'string' && content.startsWith('-> ')) {
      symlinkSync(content.slice(3), join(folder, path));
    } else {
      writeFileSync(join(folder, path), content);
    }
  }
  return folder;
}
