import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { listImages } from '../../../src/images/catalogue.ts';
import { contentHash } from '../../../src/images/content-hash.ts';
import { imagesFor, rememberApps } from '../../../src/images/own-apps.ts';
import { scenariosFolder } from '../../../src/shared/places.ts';

let folder = '';

function file(path: string, text = ''): string {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  return full;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'own-apps-'));
  vi.stubEnv('LEAKLAB_HOME', join(folder, 'home'));
  file('lab/apps/kiosk/releases/1.0.0.ts');
  mkdirSync(join(folder, 'lab/scenarios'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const refsOf = async (root: string) => (await imagesFor(root)).map(({ ref }) => ref);
const listed = async () => (await listImages()).map(({ ref }) => ref);

test("scenarios of one's own may use the apps beside them and those of leaklab", async () => {
  expect(await refsOf(join(folder, 'lab/scenarios'))).toEqual(expect.arrayContaining(['kiosk:1.0.0', 'orders:2.3.0']));
});

test('scenarios without apps of their own may use those of leaklab', async () => {
  mkdirSync(join(folder, 'bare/scenarios'), { recursive: true });
  expect(await refsOf(join(folder, 'bare/scenarios'))).toContain('orders:2.3.0');
});

test("scenarios of leaklab may not use anybody's apps", async () => {
  await rememberApps(join(folder, 'lab/scenarios'));
  expect(await refsOf(scenariosFolder)).not.toContain('kiosk:1.0.0');
});

test("an app with the name of one of leaklab's is refused", async () => {
  file('lab/apps/orders/releases/9.0.0.ts');
  await expect(imagesFor(join(folder, 'lab/scenarios'))).rejects.toMatchObject({
    kind: 'usage',
    message: `${join(folder, 'lab/apps/orders')} has the name of one of leaklab's own apps: orders`,
  });
});

test('apps that were used once are images for every process of the same state folder', async () => {
  expect(await listed()).not.toContain('kiosk:1.0.0');
  await rememberApps(join(folder, 'lab/scenarios'));
  expect(await listed()).toContain('kiosk:1.0.0');
});

test('of two apps with one name the one that was used last is the image', async () => {
  const other = file('other/apps/kiosk/releases/1.0.0.ts');
  await rememberApps(join(folder, 'other/scenarios'));
  await rememberApps(join(folder, 'lab/scenarios'));
  await rememberApps(join(folder, 'other/scenarios'));
  expect((await listImages()).filter(({ ref }) => ref === 'kiosk:1.0.0')).toMatchObject([{ entry: other }]);
});

test('apps that are no longer there are no images', async () => {
  await rememberApps(join(folder, 'lab/scenarios'));
  rmSync(join(folder, 'lab/apps'), { recursive: true });
  expect(await listed()).not.toContain('kiosk:1.0.0');
});

test("an image is another one when the packages beside one's own app change", async () => {
  const [image] = (await imagesFor(join(folder, 'lab/scenarios'))).filter(({ app }) => app === 'kiosk');
  if (image === undefined) throw new Error('expected the image of kiosk');
  const hashes = [];
  for (const lock of ['1', '2', '2']) {
    file('lab/package-lock.json', lock);
    hashes.push(await contentHash(image));
  }
  expect([hashes[0] === hashes[1], hashes[1] === hashes[2]]).toEqual([false, true]);
});
