import { expect, test } from 'vitest';
import { readPod } from '../../../../src/embedded/controllers/models/pod.ts';
import { podCondition } from '../../../../src/embedded/controllers/pod-state.ts';
import type { StoredObject } from '../../../../src/embedded/store/object.ts';
import type { Lab } from './lab.ts';
import { startLab } from './lab.ts';
import { asking, podOf } from './manifests.ts';

function find(lab: Lab, name: string) {
  return readPod(lab.store.get({ resource: 'pods', namespace: 'shop', name }));
}

test('a pod with room gets the node, its condition and an event', async () => {
  const lab = await startLab();
  await lab.create('pods', podOf('a', asking('100Mi')));
  expect(find(lab, 'a').spec.nodeName).toBe('node');
  expect(podCondition(find(lab, 'a'), 'PodScheduled')?.status).toBe('True');
  expect(lab.events('Scheduled')).toEqual(['Successfully assigned shop/a to node']);
});

test('a pod larger than the node is refused in the words of the scheduler, preemption being no help', async () => {
  const lab = await startLab({ memory: '1Gi' });
  await lab.create('pods', podOf('big', asking('2Gi')));
  const message =
    '0/1 nodes are available: 1 Insufficient memory. no new claims to deallocate, ' +
    'preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.';
  expect(podCondition(find(lab, 'big'), 'PodScheduled')).toMatchObject({
    status: 'False',
    reason: 'Unschedulable',
    message,
  });
  expect(lab.events('FailedScheduling')).toEqual([message]);
});

test('a pod that others leave no room for is told that nobody can make way', async () => {
  const lab = await startLab({ memory: '1Gi' });
  await lab.create('pods', podOf('a', asking('700Mi')));
  await lab.create('pods', podOf('b', asking('700Mi')));
  expect(lab.events('FailedScheduling')).toEqual([
    '0/1 nodes are available: 1 Insufficient memory. no new claims to deallocate, ' +
      'preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.',
  ]);
});

test('a waiting pod gets its node when another goes', async () => {
  const lab = await startLab({ memory: '1Gi' });
  await lab.create('pods', podOf('a', asking('700Mi')));
  await lab.create('pods', podOf('b', asking('700Mi')));
  lab.store.delete({ resource: 'pods', namespace: 'shop', name: 'a' });
  await lab.settled();
  expect(find(lab, 'b').spec.nodeName).toBe('node');
});

test('a pod that has ended takes no room', async () => {
  const lab = await startLab({ memory: '1Gi' });
  await lab.create('pods', podOf('a', asking('700Mi')));
  lab.kubelet.say(find(lab, 'a'), { phase: 'Succeeded' }, false);
  await lab.create('pods', podOf('b', asking('700Mi')));
  expect(find(lab, 'b').spec.nodeName).toBe('node');
});

test('the number of pods on a node is limited too', async () => {
  const lab = await startLab({ pods: '1' });
  await lab.create('pods', podOf('a'));
  await lab.create('pods', podOf('b'));
  expect(lab.events('FailedScheduling')[0]).toMatch(/^0\/1 nodes are available: 1 Too many pods\. /);
});

test('a node selector that no node meets is named as such', async () => {
  const lab = await startLab();
  await lab.create('pods', podOf('a', { nodeSelector: { disk: 'tape' } }));
  expect(lab.events('FailedScheduling')[0]).toMatch(
    /^0\/1 nodes are available: 1 node\(s\) didn't match Pod's node affinity\/selector\. /,
  );
});

test('a node selector that the node meets is no hindrance', async () => {
  const lab = await startLab();
  await lab.create('pods', podOf('a', { nodeSelector: { disk: 'ssd' } }));
  expect(find(lab, 'a').spec.nodeName).toBe('node');
});

test('a pod for another scheduler is left alone', async () => {
  const lab = await startLab();
  await lab.create('pods', podOf('a', { schedulerName: 'mine' }));
  expect(find(lab, 'a').spec.nodeName).toBeUndefined();
  expect(lab.events()).toEqual([]);
});

test('a pod that waits is told of again after five minutes, as the same event counted', async () => {
  const lab = await startLab();
  await lab.create('pods', podOf('big', asking('2Gi')));
  await lab.turn(300);
  expect(lab.all('events').filter(({ reason }) => reason === 'FailedScheduling')).toMatchObject([{ count: 2 }]);
});

test('a pod whose claim is missing or unbound waits, in the words of kind, until it is bound', async () => {
  const lab = await startLab();
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'disk' } }];
  await lab.create('pods', podOf('a', { volumes }));
  const metadata = { name: 'disk', namespace: 'shop' };
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  await lab.create('persistentvolumeclaims', { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec });
  expect(lab.events('FailedScheduling')).toEqual([
    '0/1 nodes are available: persistentvolumeclaim "disk" not found. not found',
    '0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found',
  ]);
  const bind = (claim: StoredObject) => ({ ...claim, status: { phase: 'Bound' } });
  await lab.change('persistentvolumeclaims', 'disk', bind, 'status');
  expect(find(lab, 'a').spec.nodeName).toBe('node');
});

test('a pod that gets its node is still of its first generation', async () => {
  const lab = await startLab();
  await lab.create('pods', podOf('a'));
  expect(find(lab, 'a')).toMatchObject({ metadata: { generation: 1 }, spec: { nodeName: 'node' } });
});
