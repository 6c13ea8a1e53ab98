import { expect, test } from 'vitest';
import { toKindContainers } from '../../../../src/doctor/readings/kind-containers.ts';

test('each line of `docker ps` is a node', () => {
  const lines = 'lab-control-plane\trunning\tcontrol-plane\tkindest/node:v1.34.4\nlab-worker\texited\tworker\tx';
  expect(toKindContainers(lines)).toEqual([
    { name: 'lab-control-plane', state: 'running', isControlPlane: true, image: 'kindest/node:v1.34.4' },
    { name: 'lab-worker', state: 'exited', isControlPlane: false, image: 'x' },
  ]);
});

test('no output is no node', () => {
  expect(toKindContainers('')).toEqual([]);
});
