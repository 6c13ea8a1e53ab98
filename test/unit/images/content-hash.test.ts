import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AppImage } from '../../../src/images/catalogue.ts';
import { contentHash } from '../../../src/images/content-hash.ts';

let root = '';
let image: AppImage;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'content-'));
  const folder = join(root, 'shop');
  mkdirSync(join(folder, 'releases'), { recursive: true });
  for (const name of ['start.ts', 'releases/1.ts', 'releases/2.ts']) writeFileSync(join(folder, name), `// ${name}`);
  writeFileSync(join(root, 'lock.json'), '{}');
  image = { ref: 'shop:1', app: 'shop', release: '1', folder, entry: join(folder, 'releases/1.ts') };
});

afterEach(() => rmSync(root, { recursive: true }));

/** True when `change` changes the hash. */
async function changes(change: () => void): Promise<boolean> {
  const hash = () => contentHash(image, join(root, 'lock.json'));
  const before = await hash();
  change();
  return (await hash()) !== before;
}

test('the hash stays as it is while nothing changes', async () => {
  expect(await changes(() => {})).toBe(false);
});

test.each(['shop/start.ts', 'shop/releases/1.ts', 'lock.json'])('the hash changes with %s', async (file) => {
  expect(await changes(() => appendFileSync(join(root, file), ' '))).toBe(true);
});

test('the hash changes with a file that is renamed', async () => {
  const { folder } = image;
  expect(await changes(() => renameSync(join(folder, 'start.ts'), join(folder, 'begin.ts')))).toBe(true);
});

test('the hash does not change with another release', async () => {
  expect(await changes(() => appendFileSync(join(image.folder, 'releases/2.ts'), ' '))).toBe(false);
});
