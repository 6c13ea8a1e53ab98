import { beforeAll, describe, expect, inject, test } from 'vitest';
import { systemClock } from '../../src/shared/clock.ts';
import { entriesOf, firstDeath, namespacesLeft, onNode, testCluster } from './lab.ts';
import type { Ended, RunOutcome } from './leaklab.ts';
import { startLeaklabRun } from './leaklab.ts';

/** Stops the API server's process for 10 s: connections stay open, and nothing is answered. */
const outage = 'kill -STOP $(pidof kube-apiserver); sleep 10; kill -CONT $(pidof kube-apiserver)';

describe.skipIf(inject('kindMissing') !== '')('an API server that stops answering for 10 s, twice', () => {
  let ended: Ended;
  let outages: { from: number; to: number }[];
  const find = (remedy: string): RunOutcome => {
    const run = ended.results?.runs.find((one) => one.remedy === remedy);
    if (run === undefined) throw new Error(`no run of ${remedy}:\n${ended.stderr}`);
    return run;
  };

  beforeAll(async () => {
    const cluster = await testCluster();
    const started = startLeaklabRun(['list-leak', '--remedy', 'bounded-buffer,restart-policy']);
    outages = [];
    // The container dies while nobody can say so; then once more while the remedies are watched.
    for (const words of ['waiting for the fault to happen', 'watching what the remedy does']) {
      await started.said(words);
      const from = systemClock.now();
      await onNode(cluster, outage);
      outages.push({ from, to: systemClock.now() });
    }
    ended = await started.ended;
  });

  test('leads to the right verdicts all the same', () => {
    expect({ fix: find('bounded-buffer').verdict, placebo: find('restart-policy').verdict }, ended.stderr).toEqual({
      fix: 'resolved',
      placebo: 'failed',
    });
    expect(ended.exitCode).toBe(0);
  });

  test('leads to the right cause, proven by the kernel', async () => {
    const { cause, folder } = find('bounded-buffer');
    const { oom } = await firstDeath(folder);
    expect({ cause, oom }, ended.stderr).toEqual({ cause: 'memory-leak', oom: 'proven' });
  });

  test('leaves no hole in what the witness saw', async () => {
    const { folder } = find('bounded-buffer');
    const times = (await entriesOf(folder, 'memory')).map(({ at }) => at);
    const during = outages.map(({ from, to }) => times.filter((at) => at >= from && at <= to).length);
    expect(Math.min(...during)).toBeGreaterThan(10);
  });

  test('leaves no namespace', async () => {
    const ids = ended.results?.runs.map(({ id }) => id) ?? [];
    expect(await namespacesLeft(await testCluster(), ids)).toEqual([]);
  });
});
