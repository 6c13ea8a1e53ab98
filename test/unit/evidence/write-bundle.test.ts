import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allKinds } from '../../../src/evidence/bundle-layout.ts';
import type { LoadSeries } from '../../../src/evidence/load.ts';
import { readBundle } from '../../../src/evidence/read-bundle.ts';
import { writeBundle } from '../../../src/evidence/write-bundle.ts';
import { Fault } from '../../../src/shared/errors.ts';
import { evidenceOf, idA, killOf, podOf, samplesOf, start, terminated } from './evidence-of.ts';
import { emptyFolder, filesIn } from './folders.ts';

function aLoad(): LoadSeries {
  const counts = { sent: 10, served: 8, failed: 2, unsent: 1, p95: 12.5 };
  const before = { seconds: 20, due: 12, ...counts };
  const seconds = [
    { time: start, ...counts },
    { time: start + 1000, ...counts, served: 0, p95: null },
  ];
  return { sender: 'k6', shape: 'spike', words: 'GET /, 5 requests a second', before, after: null, seconds };
}

const recorded = 'test/fixtures/bundles/oom-read-as-error';
const pod = 'ledger-5d4f8-x2x2x';

describe('writing a bundle', () => {
  it('gives back the same evidence when it is read', async () => {
    const folder = await emptyFolder();
    const evidence = await readBundle(recorded);
    await writeBundle(join(folder, 'bundle'), evidence);
    expect(await readBundle(join(folder, 'bundle'))).toEqual(evidence);
  });

  it('gives back made-up evidence, down to counters, gaps and an empty series', async () => {
    const folder = await emptyFolder();
    const evidence = evidenceOf({
      missing: [{ part: 'secrets.json', why: 'forbidden' }],
      logs: [{ pod, container: 'app', previous: true, text: 'no newline at the end' }],
      memory: [
        {
          pod,
          container: 'app',
          samples: samplesOf((seconds) => 20 + seconds).map((one) => ({ ...one, limit: null })),
        },
        { pod, container: 'web', samples: [] },
      ],
      load: aLoad(),
      kernelKills: [killOf(idA, 20)],
      oomCounts: [{ time: start + 250, containerId: idA, kills: 2 }],
      endings: [{ pod, container: 'app', containerId: idA, restart: 0, state: terminated(137, 'OOMKilled') }],
    });
    await writeBundle(join(folder, 'bundle'), evidence);
    expect(await readBundle(join(folder, 'bundle'))).toEqual(evidence);
  });

  it('writes each kind byte for byte as kubectl printed it', async () => {
    const folder = await emptyFolder();
    await writeBundle(join(folder, 'bundle'), await readBundle(recorded));
    for (const kind of allKinds) {
      const [written, printed] = await Promise.all(
        [join(folder, 'bundle'), recorded].map((place) => readFile(join(place, `${kind}.json`), 'utf8')),
      );
      expect({ kind, text: written }).toEqual({ kind, text: printed });
    }
  });

  it('leaves managedFields out, as kubectl get does, and names the kind of each item', async () => {
    const folder = await emptyFolder();
    const one = podOf(undefined);
    Object.assign(one.metadata, { managedFields: [{ manager: 'kubelet' }] });
    await writeBundle(join(folder, 'bundle'), evidenceOf({ pods: [one] }));
    const [item] = JSON.parse(await readFile(join(folder, 'bundle', 'pods.json'), 'utf8')).items;
    expect(item).toMatchObject({ apiVersion: 'v1', kind: 'Pod', metadata: { name: pod } });
    expect(item.metadata).not.toHaveProperty('managedFields');
  });

  it('writes no empty list for a kind that could not be looked at', async () => {
    const folder = await emptyFolder();
    const missing = [{ part: 'configmaps.json', why: 'forbidden' }];
    await writeBundle(join(folder, 'bundle'), evidenceOf({ missing }));
    expect(await filesIn(join(folder, 'bundle'))).not.toContain('configmaps.json');
  });

  it('keeps hostile pod names inside the folder, and reads them back', async () => {
    const folder = await emptyFolder();
    const names = ['../../outside', '..', '.', '/etc/passwd', 'a/b', '', 'x'.repeat(190), 'naïve'];
    const logs = names.map((name) => ({ pod: name, container: '../app', previous: false, text: `log of ${name}` }));
    await writeBundle(join(folder, 'deep', 'bundle'), evidenceOf({ logs }));
    expect((await filesIn(folder)).every((file) => file.startsWith('deep/bundle/'))).toBe(true);
    const read = await readBundle(join(folder, 'deep', 'bundle'));
    expect(read.logs.map((log) => log.pod).sort()).toEqual(names.sort());
  });

  it('keeps apart names that are too long for a file system', async () => {
    const folder = await emptyFolder();
    const names = ['1', '2'].map((end) => 'x'.repeat(300) + end);
    const logs = names.map((name) => ({ pod: name, container: 'app', previous: false, text: name }));
    await writeBundle(join(folder, 'bundle'), evidenceOf({ logs }));
    expect((await readBundle(join(folder, 'bundle'))).logs.map(({ text }) => text).sort()).toEqual(names);
  });

  it('does not take a container named app.previous for the previous log of app', async () => {
    const folder = await emptyFolder();
    const logs = [{ pod, container: 'app.previous', previous: false, text: 'now' }];
    await writeBundle(join(folder, 'bundle'), evidenceOf({ logs }));
    expect((await readBundle(join(folder, 'bundle'))).logs).toEqual(logs);
  });

  it('replaces an older bundle, and leaves none of its files', async () => {
    const folder = await emptyFolder();
    const target = join(folder, 'bundle');
    await writeBundle(target, evidenceOf({ logs: [{ pod: 'old', container: 'app', previous: false, text: 'x' }] }));
    await writeBundle(target, evidenceOf({ namespace: 'later' }));
    expect((await readBundle(target)).namespace).toBe('later');
    expect(await filesIn(target)).not.toContain('logs/old/app.log');
    expect(await readdir(folder)).toEqual(['bundle']);
  });

  it('refuses a folder that holds something else', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'thesis.txt'), 'years of work');
    await expect(writeBundle(folder, evidenceOf())).rejects.toThrow(/not empty and holds no bundle/);
    expect(await readdir(folder)).toEqual(['thesis.txt']);
  });

  describe('on a full disk', () => {
    const fillsUpAt = (file: string) => async (path: string, text: string) => {
      if (path.endsWith(file)) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      await writeFile(path, text);
    };

    it('says which folder and what to do, as a fault of the environment', async () => {
      const folder = await emptyFolder();
      const target = join(folder, 'bundle');
      const failure = await writeBundle(target, evidenceOf(), { write: fillsUpAt('events.log') }).catch(
        (error) => error,
      );
      expect(failure).toBeInstanceOf(Fault);
      expect(failure).toMatchObject({ kind: 'environment', hint: expect.stringContaining(`df -h ${folder}`) });
      expect(failure.message).toContain(target);
    });

    it('leaves nothing half-written', async () => {
      const folder = await emptyFolder();
      const write = fillsUpAt('events.log');
      await expect(writeBundle(join(folder, 'bundle'), evidenceOf(), { write })).rejects.toThrow('no room');
      expect(await readdir(folder)).toEqual([]);
    });

    it('keeps the bundle that was there', async () => {
      const folder = await emptyFolder();
      const target = join(folder, 'bundle');
      await writeBundle(target, evidenceOf({ namespace: 'before' }));
      await expect(writeBundle(target, evidenceOf(), { write: fillsUpAt('pods.json') })).rejects.toThrow('no room');
      expect((await readBundle(target)).namespace).toBe('before');
    });
  });

  it('says that a file stands where the folder should be', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'file'), '');
    const failure = await writeBundle(join(folder, 'file', 'bundle'), evidenceOf()).catch((error) => error);
    expect(failure).toMatchObject({ name: 'Fault', kind: 'environment' });
  });

  it('writes the four files for people', async () => {
    const folder = await emptyFolder();
    const last = terminated(137, 'OOMKilled');
    const logs = [{ pod, container: 'app', previous: true, text: 'events: 120' }];
    const memory = [{ pod, container: 'app', samples: samplesOf((seconds) => 27 + 5 * seconds) }];
    await mkdir(folder, { recursive: true });
    await writeBundle(join(folder, 'bundle'), evidenceOf({ pods: [podOf(last)], logs, memory }));
    const read = (name: string) => readFile(join(folder, 'bundle', name), 'utf8');
    expect(await read('crash.log')).toContain('events: 120');
    expect(await read('pod-describe.log')).toMatch(/Last State: +Terminated\n +Reason: +OOMKilled\n +Exit Code: +137/);
    expect(await read('resources.log')).toMatch(/ledger-5d4f8-x2x2x +app +<none> +128Mi +127 MiB +127 MiB +99%/);
    expect(await read('events.log')).toBe('No events found.\n');
  });
});
