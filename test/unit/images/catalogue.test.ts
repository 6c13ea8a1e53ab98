import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listImages, resolveImage } from '../../../src/images/catalogue.ts';
import { Fault } from '../../../src/shared/errors.ts';

let apps = '';

beforeEach(() => {
  apps = mkdtempSync(join(tmpdir(), 'apps-'));
  for (const file of [
    'shop/releases/1.10.0.ts',
    'shop/releases/1.9.0.ts',
    'shop/start.ts',
    'notes/README.md',
    'bank/releases/2.0.0.ts',
  ]) {
    mkdirSync(dirname(join(apps, file)), { recursive: true });
    writeFileSync(join(apps, file), '');
  }
});

afterEach(() => rmSync(apps, { recursive: true }));

async function faultOf(ref: string): Promise<Fault> {
  const images = await listImages(apps);
  try {
    resolveImage(ref, images);
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown;
    throw thrown;
  }
  throw new Error('it was resolved');
}

describe('the catalogue of images', () => {
  test('has an image for each release, in order', async () => {
    const images = await listImages(apps);
    expect(images.map((image) => image.ref)).toEqual(['bank:2.0.0', 'shop:1.9.0', 'shop:1.10.0']);
  });

  test('knows where a release starts', async () => {
    const image = resolveImage('shop:1.9.0', await listImages(apps));
    expect(image).toEqual({
      ref: 'shop:1.9.0',
      app: 'shop',
      release: '1.9.0',
      folder: join(apps, 'shop'),
      entry: join(apps, 'shop/releases/1.9.0.ts'),
    });
  });

  test('suggests the near name for an unknown reference', async () => {
    const { kind, hint } = await faultOf('bank:2.0.1');
    expect([kind, hint]).toEqual(['usage', 'did you mean bank:2.0.0?']);
  });

  test('lists all names where none is near', async () => {
    expect((await faultOf('something-else:9')).hint).toBe('the images are bank:2.0.0, shop:1.9.0, shop:1.10.0');
  });

  test('has the three releases of the data-processor', async () => {
    const images = await listImages();
    const refs = ['data-processor:1.4.2', 'data-processor:1.4.3', 'data-processor:1.4.4'];
    expect(images.map((image) => image.ref)).toEqual(expect.arrayContaining(refs));
  });
});
