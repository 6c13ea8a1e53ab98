import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { waitUntil } from '../../../../../src/shared/retry.ts';
import { deployment } from '../lab.ts';
import { hasKubectl, Kubectl, startWorld } from './kubectl.ts';

let kubectl: Kubectl;
let stopWorld: () => void;
beforeEach(async () => {
  kubectl = await Kubectl.start();
  stopWorld = startWorld(kubectl);
  await kubectl.file('deployment.json', deployment('ledger'));
  await kubectl.run('create', '-f', 'deployment.json');
});
afterEach(async () => {
  stopWorld();
  await kubectl.stop();
});

const run = (...args: string[]) => kubectl.run(...args);
const rolledOut = 'deployment "ledger" successfully rolled out';
const imageOf = () => run('get', 'deploy', 'ledger', '-o', 'jsonpath={..image}');
const names = (resource: string) =>
  kubectl.lab.store.list({ resource, namespace: 'lab' }).items.map(({ metadata }) => metadata.name);

describe.skipIf(!hasKubectl)('kubectl rollout', () => {
  test('status waits until all pods are ready', async () => {
    expect(await run('rollout', 'status', 'deploy/ledger')).toContain(rolledOut);
    expect(await run('get', 'deploy', '--no-headers')).toMatch(/^ledger +2\/2 +2 +2 /);
  });

  test('history lists each template', async () => {
    await run('set', 'image', 'deploy/ledger', 'app=ledger:2');
    await run('rollout', 'status', 'deploy/ledger');
    expect(await run('rollout', 'history', 'deploy/ledger')).toMatch(/^REVISION +CHANGE-CAUSE\n1 +<none>\n2 +<none>$/m);
  });

  test('history --revision shows a template', async () => {
    await run('rollout', 'status', 'deploy/ledger');
    expect(await run('rollout', 'history', 'deploy/ledger', '--revision=1')).toMatch(/Image:\s+ledger:1/);
  });

  test('undo goes back to the template before', async () => {
    await run('rollout', 'status', 'deploy/ledger');
    await run('set', 'image', 'deploy/ledger', 'app=ledger:2');
    await run('rollout', 'status', 'deploy/ledger');
    expect(await run('rollout', 'undo', 'deploy/ledger')).toBe('deployment.apps/ledger rolled back');
    expect(await imageOf()).toBe('ledger:1');
  });

  test('restart replaces the pods', async () => {
    await run('rollout', 'status', 'deploy/ledger');
    const before = names('pods');
    expect(await run('rollout', 'restart', 'deploy/ledger')).toBe('deployment.apps/ledger restarted');
    expect(await run('rollout', 'status', 'deploy/ledger')).toContain(rolledOut);
    expect(names('pods').filter((name) => before.includes(name))).toEqual([]);
  });

  test('pause holds a change back until resume', async () => {
    await run('rollout', 'status', 'deploy/ledger');
    await run('rollout', 'pause', 'deploy/ledger');
    await run('set', 'image', 'deploy/ledger', 'app=ledger:2');
    const held = names('replicasets.apps').length;
    await run('rollout', 'resume', 'deploy/ledger');
    expect(await run('rollout', 'status', 'deploy/ledger')).toContain(rolledOut);
    expect([held, names('replicasets.apps').length]).toEqual([1, 2]);
  });
});

describe.skipIf(!hasKubectl)('kubectl delete of a Deployment', () => {
  beforeEach(async () => {
    await run('rollout', 'status', 'deploy/ledger');
  });
  const gone = (resource: string) =>
    waitUntil(
      { for: `${resource} to be gone`, within: 40, every: 0.05 },
      () => names(resource).length === 0 || undefined,
    );

  test('takes its ReplicaSets and pods too', async () => {
    await run('delete', 'deploy', 'ledger');
    await gone('replicasets.apps');
    await gone('pods');
    expect(await run('get', 'all')).not.toContain('ledger');
  });

  test('--cascade=foreground ends when they are gone', async () => {
    await run('delete', 'deploy', 'ledger', '--cascade=foreground');
    expect([names('deployments.apps'), names('pods')]).toEqual([[], []]);
  });

  test('--cascade=orphan leaves them', async () => {
    const pods = names('pods');
    await run('delete', 'deploy', 'ledger', '--cascade=orphan');
    expect([names('deployments.apps'), names('pods')]).toEqual([[], pods]);
  });
});
