import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { engineName, engineRuns } from '../../../src/embedded/cgroup/engine-name.ts';
import { Connection } from '../../../src/kube/connection.ts';
import { KubeApi } from '../../../src/kube/api.ts';
import { runCommand, startCommand } from '../../../src/shared/command.ts';
import { waitUntil } from '../../../src/shared/retry.ts';
import { Background } from './background.ts';

// Each command is a process of its own, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 150_000, hookTimeout: 60_000 });
let background: Background;
beforeEach(() => {
  background = new Background();
});
afterEach(() => background.remove());

describe('the embedded cluster in the background', () => {
  test('serves after `up` has ended, as its kubeconfig and its status say, until `down` removes all of it', async () => {
    const { stdout, stderr, exitCode } = await background.up();
    const kubeconfig = join(background.home, 'embedded/cluster-leaklab/kubeconfig');
    expect([exitCode, stdout]).toEqual([0, `export KUBECONFIG=${kubeconfig}`]);
    expect(stderr).toMatch(/memory limits are (the kernel's|approximate here)/);
    const api = new KubeApi(Connection.open(kubeconfig, 'embedded'));
    expect((await api.list({ apiVersion: 'v1', kind: 'Node' })).items).toHaveLength(1);
    const { cluster } = await background.status();
    expect(cluster).toMatchObject({ pid: background.pid(), kubeconfig, pods: 0 });
    const engine = engineName(background.pid());

    const down = await background.down();
    expect(down).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('all of it removed') });
    expect([engineRuns(engine), background.files()]).toEqual([false, []]);
    expect((await background.status()).cluster).toBeNull();
  });

  test('is started once by two that ask at the same time, and the one that came second is told so', async () => {
    const ups = await Promise.all([background.up(), background.up()]);
    expect(ups.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(ups.filter(({ stderr }) => stderr.includes('is up already, since'))).toHaveLength(1);
    const urls = ups.map(({ stderr }) => /https:\S+(?=,)/.exec(stderr)?.[0]);
    expect(urls[0]).toBe(urls[1]);
  });

  test('is taken by default once it is up', async () => {
    await background.up();
    const { stdout } = await background.leaklab('cluster', 'status');
    expect(stdout).toMatch(/^the embedded cluster, up since /);
  });

  test('that was killed is told as dead, and started anew on nothing of the old one', async () => {
    await background.up();
    const engine = engineName(background.pid());
    process.kill(background.pid(), 'SIGKILL');
    const { stderr, exitCode } = await background.leaklab('cluster', 'status', '--on', 'embedded');
    expect([exitCode, stderr]).toEqual([
      3,
      expect.stringMatching(/has died; see .*; make it with: leaklab cluster up/),
    ]);
    const again = await background.up();
    expect(again.stderr).toContain('the embedded cluster died; removing what is left of it');
    const folders = readdirSync(dirname(background.record));
    expect([engineRuns(engine), folders.includes(engine)]).toEqual([false, false]);
  });

  test('ends by itself when its state folder is removed under it', async () => {
    await background.up();
    const engine = engineName(background.pid());
    rmSync(background.home, { recursive: true });
    const wait = { for: 'the process to end', within: 20, every: 0.1 };
    expect(await waitUntil(wait, () => (engineRuns(engine) ? undefined : 'ended'))).toBe('ended');
  });

  test('of a process whose id another has by now ends nothing', async () => {
    const bystander = startCommand('sleep', ['60']);
    onTestFinished(() => bystander.stop());
    mkdirSync(dirname(background.record), { recursive: true });
    const record = { version: 1, engine: `${bystander.pid}-1`, since: new Date(0).toISOString(), up: null };
    writeFileSync(background.record, JSON.stringify(record));
    expect((await background.down()).exitCode).toBe(0);
    expect(engineRuns(engineName(bystander.pid))).toBe(true);
  });
});

describe('a machine that is not ready', () => {
  test('without a folder to write to says which it needs', async () => {
    const { exitCode, stderr } = await background.leaklabIn('/dev/null/home', 'cluster', 'up', '--on', 'embedded');
    expect([exitCode, stderr]).toEqual([
      3,
      expect.stringMatching(
        /^leaklab: the embedded cluster needs the folder \/dev\/null\/home: .*\n {2}try: LEAKLAB_HOME=/,
      ),
    ]);
  });

  test('with a full disk says that there is no space', async ({ skip }) => {
    const home = join(background.base, 'small');
    mkdirSync(home);
    const mounted = await runCommand('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', home], { reject: false });
    skip(mounted.exitCode !== 0, 'only root can make a small disk');
    await runCommand('sh', ['-c', `head -c 4096 /dev/zero >"${home}/filler"`], { reject: false });
    const { exitCode, stderr } = await background.leaklabIn(home, 'cluster', 'up', '--on', 'embedded');
    await runCommand('umount', ['-l', home]);
    expect([exitCode, stderr]).toEqual([3, expect.stringMatching(/no space left on device|is the disk full\?/)]);
  });
});

test('of an ordinary user, it runs pods that ask for another user, and says whose they are', async ({ skip }) => {
  skip(process.getuid?.() !== 0, 'only root can try it as another user');
  chmodSync(background.base, 0o777);
  const { exitCode } = await background.as(65_534, 'cluster', 'up', '--on', 'embedded');
  skip(exitCode === 127 || exitCode === 126, 'that user cannot read this folder, or there is no setpriv');
  const { cluster } = await background.status();
  const api = new KubeApi(Connection.open(cluster?.kubeconfig ?? '', 'embedded'));
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'one', namespace: 'default' },
    spec: {
      securityContext: { runAsUser: 1000, runAsGroup: 1000 },
      containers: [{ name: 'main', image: 'data-processor:1.4.3' }],
    },
  };
  await api.apply(pod);
  const reference = { apiVersion: 'v1', kind: 'Pod', name: 'one', namespace: 'default' };
  let seen = '';
  const wait = { for: 'the pod to run', within: 20, every: 0.2, evidence: () => seen };
  await waitUntil(wait, async () => {
    seen = JSON.stringify(await api.get(reference));
    return seen.includes('"running"') ? true : undefined;
  });
  const { items } = await api.list({ apiVersion: 'v1', kind: 'Event' });
  expect(JSON.stringify(items)).toContain('the container runs as user 65534 of this machine');
});

test('runs from two terminals share it, keep it from going down, and leave nothing in it', async () => {
  await background.up();
  const runs = Promise.all([1, 2].map(() => background.leaklab('run', 'list-leak', '--json')));
  const wait = { for: 'both runs to be in it', within: 60, every: 0.5 };
  await waitUntil(wait, async () => ((await background.status()).runs.length === 2 ? true : undefined));
  expect(await background.down()).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/in use by the runs .*--force/s),
  });
  for (const { exitCode, stderr } of await runs)
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('using the embedded cluster (up since')]);
  expect(await background.status()).toMatchObject({ cluster: { pods: 0 }, runs: [] });
});
