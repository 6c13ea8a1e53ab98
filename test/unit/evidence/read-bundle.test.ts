import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBundle } from '../../../src/evidence/read-bundle.ts';
import { writeBundle } from '../../../src/evidence/write-bundle.ts';
import { Fault } from '../../../src/shared/errors.ts';
import { evidenceOf, podOf } from './evidence-of.ts';
import { emptyFolder } from './folders.ts';

async function faultOf(folder: string): Promise<Fault> {
  const failure: unknown = await readBundle(folder).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure instanceof Fault) return failure;
  throw new Error(`expected a Fault, got ${String(failure)}`);
}

describe('reading a bundle', () => {
  it('names the parts that are not there', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'pods.json'), JSON.stringify({ items: [podOf(undefined)] }));
    const evidence = await readBundle(folder);
    expect(evidence).toMatchObject({ namespace: 'shop', pods: [{ metadata: { name: 'ledger-5d4f8-x2x2x' } }] });
    expect(evidence.missing.map(({ part }) => part)).toEqual(
      expect.arrayContaining(['bundle.json', 'events.json', 'kernel.log']),
    );
    expect(evidence.missing.map(({ part }) => part)).not.toContain('pods.json');
  });

  it('keeps the reason that the collector gave for a missing part', async () => {
    const folder = await emptyFolder();
    const missing = [{ part: 'secrets.json', why: 'forbidden' }];
    await writeBundle(join(folder, 'bundle'), evidenceOf({ missing }));
    expect((await readBundle(join(folder, 'bundle'))).missing).toEqual(missing);
  });

  it('says that a folder with nothing of a bundle in it is none', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'notes.txt'), '');
    expect(await faultOf(folder)).toMatchObject({ kind: 'usage', message: expect.stringContaining('is no bundle') });
  });

  it('says that there is no such folder', async () => {
    const folder = await emptyFolder();
    expect(await faultOf(join(folder, 'gone'))).toMatchObject({
      kind: 'usage',
      message: expect.stringContaining('gone'),
    });
  });

  it('names file, line and column of broken JSON', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'pods.json'), '{\n    "items": [\n        oops\n    ]\n}\n');
    expect((await faultOf(folder)).message).toContain(`${join(folder, 'pods.json')}:3:9: expected JSON`);
  });

  it('names the end of JSON that was cut off', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'events.json'), '{\n    "items": [');
    expect((await faultOf(folder)).message).toContain(`${join(folder, 'events.json')}:2:15: expected JSON`);
  });

  it('names the field that is not as Kubernetes has it', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'pods.json'), '{"items": [{"metadata": {"name": 3}, "spec": {"containers": []}}]}');
    expect((await faultOf(folder)).message).toContain('items[0].metadata.name');
  });

  it('refuses the format of a later release', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'bundle.json'), '{"version": 2}');
    expect((await faultOf(folder)).message).toContain('version');
  });

  it('names the line of a memory file that is no sample', async () => {
    const folder = await emptyFolder();
    await mkdir(join(folder, 'memory', 'ledger'), { recursive: true });
    const header = 'time,usage_bytes,working_set_bytes,rss_bytes,limit_bytes,restart';
    await writeFile(
      join(folder, 'memory', 'ledger', 'app.csv'),
      `${header}\n2026-03-01T10:00:00Z,1,2,3,,0\nx,1,2,3,,0\n`,
    );
    expect((await faultOf(folder)).message).toContain(`${join(folder, 'memory', 'ledger', 'app.csv')}:3:`);
  });

  it('refuses a link out of the folder', async () => {
    const folder = await emptyFolder();
    const [bundle, outside] = [join(folder, 'bundle'), join(folder, 'outside.json')];
    await mkdir(bundle);
    await writeFile(outside, '{"items": []}');
    await symlink(outside, join(bundle, 'pods.json'));
    expect(await faultOf(bundle)).toMatchObject({
      kind: 'usage',
      message: expect.stringContaining('a link out of it'),
    });
  });

  it('refuses a linked folder of logs', async () => {
    const folder = await emptyFolder();
    const bundle = join(folder, 'bundle');
    await mkdir(join(folder, 'secret', 'pod'), { recursive: true });
    await writeFile(join(folder, 'secret', 'pod', 'app.log'), 'private');
    await mkdir(bundle);
    await symlink(join(folder, 'secret'), join(bundle, 'logs'));
    expect((await faultOf(bundle)).message).toContain('a link out of it');
  });

  it('refuses a file of more than 256 MiB without reading it', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'pods.json'), '');
    await truncate(join(folder, 'pods.json'), 257 * 2 ** 20);
    expect((await faultOf(folder)).message).toContain('expected at most 256 MiB, got 257 MiB');
  });
});
