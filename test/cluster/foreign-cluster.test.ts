import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { newestLocalNodeImage } from '../../src/cluster/node-image.ts';
import { readBundle } from '../../src/evidence/read-bundle.ts';
import { namespaceOf } from '../../src/run/id.ts';
import { runCommand } from '../../src/shared/command.ts';
import type { Ended } from './leaklab.ts';
import { leaklab, leaklabRun, onlyRun, startLeaklabRun } from './leaklab.ts';

const name = 'leaklab-test-foreign';

describe.skipIf(inject('kindMissing') !== '')('a kind cluster that leaklab did not make', () => {
  const kubeconfig = join(inject('home'), 'foreign.yaml');
  const renamed = join(inject('home'), 'renamed.yaml');
  /** The user's kubeconfig holds the cluster's context. */
  const env = { KUBECONFIG: kubeconfig };
  const kubectl = (args: string[]) =>
    runCommand('kubectl', ['--kubeconfig', kubeconfig, ...args], { timeoutSeconds: 60 });
  const namespaces = async () => (await kubectl(['get', 'namespaces', '--output', 'name'])).stdout;
  let before: string;

  beforeAll(async () => {
    await runCommand('kind', ['delete', 'cluster', '--name', name], { timeoutSeconds: 120 });
    const image = process.env['LEAKLAB_KIND_NODE_IMAGE'] ?? (await newestLocalNodeImage());
    const args = ['create', 'cluster', '--name', name, '--kubeconfig', kubeconfig, '--wait', '120s'];
    await runCommand('kind', [...args, ...(image === undefined ? [] : ['--image', image])], { timeoutSeconds: 300 });
    await writeFile(renamed, (await readFile(kubeconfig, 'utf8')).replaceAll(`kind-${name}`, 'staging'));
    before = await namespaces();
  });
  afterAll(() => runCommand('kind', ['delete', 'cluster', '--name', name], { timeoutSeconds: 120 }));

  test('is refused as --on with exit code 2 and the way to name it on purpose, and nothing is written to it', async () => {
    const { exitCode, stderr } = await leaklab(['run', 'list-leak', '--on', `kind-${name}`], env);
    expect(exitCode, stderr).toBe(2);
    expect(stderr).toContain(`leaklab did not make the cluster of context "kind-${name}"`);
    expect(stderr).toContain(`--context kind-${name}`);
    expect(await namespaces()).toBe(before);
  });

  test.each([
    ['run', 'list-leak'],
    ['cluster', 'up'],
    ['cluster', 'down'],
    ['cluster', 'status', '--sweep'],
  ])('is refused with exit code 2 where it has the name of our own: %s %s', async (...args) => {
    const { exitCode, stderr } = await leaklab(args, { ...env, LEAKLAB_CLUSTER: name });
    expect(exitCode, stderr).toBe(2);
    expect(stderr).toContain(`the kind cluster "${name}" is there, but leaklab did not make it`);
    expect(await namespaces()).toBe(before);
  });

  test('without the images and out of reach of kind ends with exit code 3 and the name of the missing image', async () => {
    const ended = await leaklabRun(['list-leak', '--context', 'staging'], { KUBECONFIG: renamed });
    expect(ended.exitCode, ended.stderr).toBe(3);
    expect(onlyRun(ended).fault?.message).toMatch(/(ErrImagePull|ImagePullBackOff).*data-processor:1\.4\.2/);
    expect(await namespaces()).toBe(before);
  });

  describe('that --context names', () => {
    const marker = join(inject('home'), 'slept');
    let named: Ended;
    let unknown: Ended;
    let cutOff: Ended;
    let namespacesAfter: string;

    // Three runs side by side; when two of them are over, the cluster is deleted under the third.
    beforeAll(async () => {
      const one = startLeaklabRun(['list-leak', '--context', `kind-${name}`], env);
      // It has loaded the images, which nobody does for a cluster that is out of kind's reach.
      await one.said('deploying');
      const sleep = ['--remedy-command', `sleep 150 && touch ${marker}`];
      const third = startLeaklabRun(['list-leak', '--context', `kind-${name}`, ...sleep], env);
      const args = ['list-leak', '--context', 'staging', '--remedy', 'bounded-buffer'];
      unknown = await leaklabRun(args, { KUBECONFIG: renamed });
      named = await one.ended;
      await third.said('applying the remedy');
      namespacesAfter = await namespaces();
      await runCommand('kind', ['delete', 'cluster', '--name', name], { timeoutSeconds: 120 });
      cutOff = await third.ended;
    });

    test('gets its images loaded and its kills proven', () => {
      expect({ exitCode: named.exitCode, cause: onlyRun(named).cause }, named.stderr).toEqual({
        exitCode: 0,
        cause: 'memory-leak',
      });
      expect(named.stderr).toContain('OOM kill, proven');
    });

    test('is left with its own namespaces alone', () => {
      const running = `namespace/${namespaceOf(onlyRun(cutOff).id)}`;
      expect(namespacesAfter.split('\n').filter((line) => line !== running)).toEqual(before.split('\n'));
    });

    test('under a name that kind does not know is watched by the metrics of the apps, which prove nothing', async () => {
      const { verdict, cause, folder } = onlyRun(unknown);
      expect({ verdict, cause }, unknown.stderr).toEqual({ verdict: 'resolved', cause: 'memory-leak' });
      expect(unknown.stderr).toContain('no kill can be proven by the kernel here');
      expect(unknown.stderr).not.toContain('OOM kill, proven');
      const { memory, missing } = await readBundle(join(folder, 'bundle'));
      expect(memory.flatMap(({ samples }) => samples).length).toBeGreaterThanOrEqual(8);
      expect(missing.map(({ part }) => part)).toContain('kernel.log');
    });

    test('and that is deleted during a run makes it inconclusive, with exit code 4 and the reason', () => {
      const { verdict, fault } = onlyRun(cutOff);
      expect({ exitCode: cutOff.exitCode, verdict, kind: fault?.kind }, cutOff.stderr).toEqual({
        exitCode: 4,
        verdict: 'inconclusive',
        kind: 'inconclusive',
      });
      expect(fault?.message).toContain('has not answered');
    });

    test('and that is deleted ends the step that is under way', () => {
      expect(existsSync(marker)).toBe(false);
    });

    test('and that is deleted leaves what was seen until then, and says what is missing', async () => {
      const { folder } = onlyRun(cutOff);
      expect(await readdir(folder)).toEqual(expect.arrayContaining(['bundle', 'bundle-after', 'report.md']));
      const after = await readBundle(join(folder, 'bundle-after'));
      expect(after.pods).not.toEqual([]);
      expect(after.memory).not.toEqual([]);
      expect(after.missing.map(({ part }) => part)).toContain('deployments.json');
    });
  });
});
