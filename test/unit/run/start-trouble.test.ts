import { describe, expect, test } from 'vitest';
import type { KubeEvent, Pod } from '../../../src/evidence/objects.ts';
import { startTrouble } from '../../../src/run/start-trouble.ts';
import { podOf } from '../evidence/evidence-of.ts';

function waiting(reason: string, message?: string): Pod {
  const state = { waiting: { reason, ...(message === undefined ? {} : { message }) } };
  return podOf(undefined, { status: { ready: false, image: 'ledger:1.0.0', state } });
}

const failedCreate: KubeEvent = {
  metadata: { name: 'ledger-5d4f8.1' },
  involvedObject: { kind: 'ReplicaSet', name: 'ledger-5d4f8' },
  reason: 'FailedCreate',
  message:
    'Error creating: pods "ledger-5d4f8-" is forbidden: exceeded quota: small, requested: limits.memory=128Mi, used: limits.memory=0, limited: limits.memory=64Mi',
};

describe('what time alone does not mend is told in the words of the cluster', () => {
  test.each([
    ['ErrImagePull', 'failed to pull and unpack image "docker.io/library/ledger:1.0.0": not found'],
    ['ImagePullBackOff', 'Back-off pulling image "ledger:1.0.0": ErrImagePull: not found'],
    ['ErrImageNeverPull', 'Container image "ledger:1.0.0" is not present with pull policy of Never'],
    ['InvalidImageName', 'Failed to apply default image tag "ledger:": couldn\'t parse image name'],
    ['CreateContainerConfigError', 'configmap "ledger-settings" not found'],
    ['CreateContainerConfigError', "couldn't find key REGION in Secret lab/ledger"],
    ['CreateContainerConfigError', 'container has runAsNonRoot and image will run as root'],
  ])('%s: %s', (reason, message) => {
    const trouble = startTrouble([waiting(reason, message)], []);
    expect(trouble?.message).toBe(`container app of ledger-5d4f8-x2x2x cannot start: ${reason}: ${message}`);
  });

  test('an image that is not there names itself where the cluster says nothing', () => {
    expect(startTrouble([waiting('ErrImageNeverPull')], [])?.message).toMatch(/ErrImageNeverPull: ledger:1.0.0$/);
  });

  test('an init container counts as well', () => {
    const pod = waiting('PodInitializing');
    const init = { name: 'warm-up', ready: false, restartCount: 0, state: { waiting: { reason: 'ImagePullBackOff' } } };
    const trouble = startTrouble([{ ...pod, status: { ...pod.status, initContainerStatuses: [init] } }], []);
    expect(trouble?.message).toMatch(/^container warm-up of /);
  });

  test('a pod that finds no node', () => {
    const message = '0/1 nodes are available: 1 Insufficient memory. preemption: 0/1 nodes are available.';
    const condition = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message };
    const pod: Pod = { ...podOf(undefined), status: { phase: 'Pending', conditions: [condition] } };
    expect(startTrouble([pod], [])?.message).toBe(`pod ledger-5d4f8-x2x2x finds no node: ${message}`);
  });

  test('a pod that may not be created', () => {
    expect(startTrouble([], [failedCreate])?.message).toBe(`no pod could be created: ${failedCreate.message}`);
  });
});

describe('what mends it fits', () => {
  test.each([
    ['the image', [waiting('ErrImagePull')], [], /^leaklab cluster up/],
    ['the configuration', [waiting('CreateContainerConfigError')], [], /^kubectl describe pod ledger-5d4f8-x2x2x/],
    ['the quota', [], [failedCreate], /^kubectl get events/],
  ])('%s', (_what, pods, events, hint) => {
    expect(startTrouble(pods, events)?.hint).toMatch(hint);
  });
});

describe('what may still start is no trouble', () => {
  test.each(['ContainerCreating', 'PodInitializing', 'CrashLoopBackOff'])('%s', (reason) => {
    expect(startTrouble([waiting(reason)], [])).toBeUndefined();
  });

  test('a pod that runs', () => {
    expect(startTrouble([podOf(undefined)], [])).toBeUndefined();
  });

  test('no pod yet, and nothing said of it', () => {
    expect(startTrouble([], [])).toBeUndefined();
  });

  test('a pod that could be created after all', () => {
    expect(startTrouble([podOf(undefined)], [failedCreate])).toBeUndefined();
  });
});
