import { expect, test } from 'vitest';
import { waitUntil } from '../../../../src/shared/retry.ts';
import { startNode } from './node.ts';

const idle = `process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000);`;
const killed =
  'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: ' +
  'unable to start container process: container init was OOM-killed (memory limit too low?)';

/** What was seen with each limit on a kind node of Kubernetes 1.34 with runc 1.3. */
test.for(['kernel', 'watchdog'] as const)(
  'a limit too low to start is told as on a real node (%s)',
  async (limits, { skip }) => {
    await using node = await startNode({ limits });
    skip(node.kubelet.limits !== limits, 'the memory cgroups of this machine are not ours to write');
    const image = node.image(idle);
    const create = (name: string, memory: string) => {
      node.create(name, { containers: [{ name: 'main', image, resources: { limits: { memory } } }] });
    };
    create('no-sandbox', '1Mi');
    create('no-start', '4Mi');
    create('killed', '6Mi');

    await waitUntil(
      { for: 'an event', within: 10, every: 0.02, evidence: () => JSON.stringify(node.pod('no-sandbox')) },
      () => (node.events('no-sandbox').length > 0 ? true : undefined),
    );
    expect(node.events('no-sandbox')).toEqual([
      expect.stringMatching(
        /^Warning FailedCreatePodSandBox Failed to create pod sandbox: .*container init was OOM-killed/,
      ),
    ]);
    expect(node.pod('no-sandbox')?.status).toMatchObject({
      phase: 'Pending',
      containerStatuses: [{ restartCount: 0, state: { waiting: { reason: 'ContainerCreating' } } }],
    });

    const noStart = await node.until('no-start', 'told', ({ lastState }) => lastState.terminated !== undefined);
    expect(noStart.lastState.terminated).toMatchObject({ exitCode: 128, reason: 'StartError', message: killed });
    expect(node.events('no-start')).toContain(`Warning Failed Error: ${killed}`);

    const seen = await node.until('killed', 'killed', ({ lastState }) => lastState.terminated !== undefined);
    expect(seen.lastState.terminated).toMatchObject({ exitCode: 137, reason: 'OOMKilled' });
  },
);
