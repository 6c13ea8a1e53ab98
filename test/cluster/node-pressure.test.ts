import { beforeAll, describe, expect, inject, test } from 'vitest';
import { runCommand } from '../../src/shared/command.ts';
import type { Ended } from './leaklab.ts';
import { leaklabRun, onlyRun } from './leaklab.ts';

describe.skipIf(inject('kindMissing') !== '')('a neighbour that starves its node', () => {
  let ended: Ended;

  beforeAll(async () => {
    ended = await leaklabRun(['node-pressure', '--on', 'kind', '--remedy', 'limit-the-neighbour']);
  }, 600_000);

  // The matrix leaves it out by name, for the sake of its cluster.
  test('is the cause of an eviction, and a limit on it resolves that', () => {
    const { verdict, cause } = onlyRun(ended);
    expect({ verdict, cause }, ended.stderr).toEqual({ verdict: 'resolved', cause: 'node-memory-pressure' });
  });

  test('has a cluster of its own, which is gone after the run', async () => {
    const { stdout } = await runCommand('kind', ['get', 'clusters']);
    expect(stdout.split('\n').filter((name) => name.endsWith('-evicting'))).toEqual([]);
  });
});
