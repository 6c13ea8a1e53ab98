import { expect, test } from 'vitest';
import { judgeCluster } from '../../../../src/doctor/checks/cluster.ts';
import type { KindClusterReading } from '../../../../src/doctor/readings/kind-cluster.ts';

const node = { name: 'lab-control-plane', state: 'running', isControlPlane: true, image: 'kindest/node:v1.34.4' };
const ready: KindClusterReading = {
  name: 'lab',
  containers: [node],
  isOurs: true,
  nodes: [{ name: node.name, isReady: true }],
  complaint: '',
};

test('our cluster with a ready node is ok', () => {
  expect(judgeCluster(ready)).toEqual({ outcome: 'ok', found: 'the kind cluster "lab" is ready' });
});

test('no cluster is ok: it is made when it is needed', () => {
  expect(judgeCluster({ ...ready, containers: [], isOurs: undefined, nodes: undefined }).outcome).toBe('ok');
});

test('a cluster that leaklab did not make is a failure, and not one that deleting mends', () => {
  expect(judgeCluster({ ...ready, isOurs: false, nodes: undefined })).toMatchObject({
    outcome: 'failure',
    found: expect.stringContaining('leaklab did not make it'),
    mend: expect.stringMatching(/^export LEAKLAB_CLUSTER=/),
  });
});

test('a stopped node is told as stopped, not as foreign, and started', () => {
  const containers = [{ ...node, state: 'exited' }];
  expect(judgeCluster({ ...ready, containers, isOurs: undefined, nodes: undefined })).toEqual({
    outcome: 'failure',
    found: 'the kind cluster "lab": lab-control-plane is exited',
    mend: 'docker start lab-control-plane',
  });
});

test('a paused node is unpaused: starting does not wake it', () => {
  const containers = [{ ...node, state: 'paused' }];
  expect(judgeCluster({ ...ready, containers, isOurs: undefined, nodes: undefined })).toMatchObject({
    mend: 'docker unpause lab-control-plane',
  });
});

test('an API server that does not answer is a failure, with its complaint', () => {
  expect(judgeCluster({ ...ready, nodes: undefined, complaint: 'connection refused' })).toMatchObject({
    outcome: 'failure',
    found: expect.stringContaining('connection refused'),
  });
});

test('a node that is not ready is named', () => {
  expect(judgeCluster({ ...ready, nodes: [{ name: 'lab-worker', isReady: false }] })).toMatchObject({
    outcome: 'failure',
    found: expect.stringContaining('not ready: lab-worker'),
  });
});

test('a cluster without nodes is not ready', () => {
  expect(judgeCluster({ ...ready, nodes: [] }).outcome).toBe('failure');
});
