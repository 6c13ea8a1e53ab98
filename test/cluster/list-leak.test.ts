import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { allKinds } from '../../src/evidence/bundle-layout.ts';
import { readBundle } from '../../src/evidence/read-bundle.ts';
import type { Cluster } from '../../src/cluster/cluster.ts';
import { entriesOf, firstDeath, namespacesLeft, testCluster } from './lab.ts';
import { leaklabRun } from './leaklab.ts';
import type { Ended, RunOutcome } from './leaklab.ts';

describe.skipIf(inject('kindMissing') !== '')('all remedies of list-leak, side by side on kind', () => {
  let cluster: Cluster;
  let ended: Ended;
  let runs: RunOutcome[];
  const each = async <T>(look: (run: RunOutcome) => Promise<T> | T) =>
    Object.fromEntries(await Promise.all(runs.map(async (run) => [run.remedy, await look(run)] as const)));
  const all = (value: unknown) => Object.fromEntries(runs.map(({ remedy }) => [remedy, value]));

  beforeAll(async () => {
    cluster = await testCluster();
    ended = await leaklabRun(['list-leak', '--remedy', 'all']);
    runs = ended.results?.runs ?? [];
  });

  test('each remedy gets the verdict that it deserves', async () => {
    expect(await each(({ verdict, reasons }) => ({ verdict, reason: reasons[0] }))).toMatchObject({
      'bounded-buffer': { verdict: 'resolved' },
      'raise-limit': { verdict: 'delayed' },
      'restart-policy': { verdict: 'failed' },
      'remove-limit': { verdict: 'masked' },
      'scale-to-zero': { verdict: 'masked' },
      'refuse-events': { verdict: 'masked' },
    });
  });

  test('a call in which everything went as expected exits with 0', () => {
    expect(ended.exitCode, ended.stderr).toBe(0);
    expect(ended.results?.exitCode).toBe(0);
  });

  test('the cause is a memory leak in every run', async () => {
    expect(await each(({ cause }) => cause)).toEqual(all('memory-leak'));
  });

  test('the kernel itself has proven every kill before the remedy', async () => {
    const firstKill = async ({ folder }: RunOutcome) => {
      const { oom, proof } = await firstDeath(folder);
      return { oom, kernel: proof.some(({ source }) => source === 'kernel.log') };
    };
    expect(await each(firstKill)).toEqual(all({ oom: 'proven', kernel: true }));
  });

  test('a raised limit comes with a time at which the fault is back, later than before and a hundredfold at its own pace', () => {
    const run = runs.find(({ remedy }) => remedy === 'raise-limit');
    const { lab, real } = run?.eta ?? {};
    const before = Math.max(...(run?.timesToFailure ?? []));
    expect(lab?.expected).toBeGreaterThan(2 * before);
    expect(lab?.low).toBeLessThanOrEqual(lab?.expected ?? 0);
    expect(lab?.high ?? Infinity).toBeGreaterThanOrEqual(lab?.expected ?? Infinity);
    expect((real?.expected ?? 0) / (lab?.expected ?? 1)).toBeCloseTo(100, 3);
  });

  test('a remedy that resolves has no such time', () => {
    expect(runs.find(({ remedy }) => remedy === 'bounded-buffer')?.eta).toBeNull();
  });

  test('each run leaves a bundle in which nothing is missing', async () => {
    const missing = async ({ folder }: RunOutcome) => (await readBundle(join(folder, 'bundle'))).missing;
    expect(await each(missing)).toEqual(all([]));
  });

  test('each bundle has the lists, the kernel log and the files for people', async () => {
    const people = ['crash.log', 'pod-describe.log', 'events.log', 'resources.log'];
    const files = ['bundle.json', 'kernel.log', 'logs', 'memory', ...people, ...allKinds.map((kind) => `${kind}.json`)];
    const found = async ({ folder }: RunOutcome) => (await readdir(join(folder, 'bundle'))).toSorted();
    expect(await each(found)).toEqual(all(files.toSorted()));
  });

  test('each bundle has the log of the dead container and the memory that it had', async () => {
    const held = async ({ folder }: RunOutcome) => {
      const { logs, memory, pods } = await readBundle(join(folder, 'bundle'));
      // On a busy machine the restart can come after the evidence: then the log of the dead container is the current one.
      const restarted = pods.some(({ status }) => status?.containerStatuses?.some((one) => one.restartCount > 0));
      const died = await firstDeath(folder);
      const samples = memory.flatMap((series) => series.samples).filter(({ restart }) => restart === died.restart);
      return {
        log: logs.some(({ previous, text }) => previous === restarted && text !== ''),
        memory: samples.length >= 8,
      };
    };
    expect(await each(held)).toEqual(all({ log: true, memory: true }));
  });

  test('each run leaves a journal that ends with its result', async () => {
    const last = async ({ folder }: RunOutcome) =>
      (await entriesOf(folder, 'run.finished')).map(({ result }) => result.id);
    expect(await each(last)).toEqual(Object.fromEntries(runs.map(({ remedy, id }) => [remedy, [id]])));
  });

  test('each run leaves a report that names its verdict', async () => {
    const says = async ({ folder, verdict }: RunOutcome) =>
      (await readFile(join(folder, 'report.md'), 'utf8')).includes(`| verdict | ${verdict} |`);
    expect(await each(says)).toEqual(all(true));
  });

  test('no credential is left in a run folder', async () => {
    const kubeconfig = ({ folder }: RunOutcome) =>
      stat(join(folder, 'kubeconfig')).then(
        () => true,
        () => false,
      );
    expect(await each(kubeconfig)).toEqual(all(false));
  });

  test('no namespace is left in the cluster', async () => {
    expect(
      await namespacesLeft(
        cluster,
        runs.map(({ id }) => id),
      ),
    ).toEqual([]);
  });

  test('with the results in a file, stdout stays empty', () => {
    expect(ended.stdout).toBe('');
  });
});
