import { expect, test } from 'vitest';
import { readJob } from '../../../../src/embedded/controllers/models/job.ts';
import type { Lab } from './lab.ts';
import { startLab } from './lab.ts';

const resource = 'jobs.batch';

async function started(spec: object = {}): Promise<Lab> {
  const lab = await startLab();
  const podSpec = { restartPolicy: 'Never', containers: [{ name: 'c', image: 'app:1' }] };
  await lab.create(resource, {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'report', namespace: 'shop' },
    spec: { completions: 1, parallelism: 1, backoffLimit: 6, template: { spec: podSpec }, ...spec },
  });
  return lab;
}

function job(lab: Lab) {
  return readJob(lab.store.get({ resource, namespace: 'shop', name: 'report' }));
}

async function end(lab: Lab, phase: 'Succeeded' | 'Failed') {
  for (const pod of lab.pods().filter(({ status }) => status?.phase === 'Running'))
    lab.kubelet.say(pod, { phase }, false);
  await lab.settled();
}

function truths(lab: Lab) {
  return job(lab)
    .status?.conditions?.filter(({ status }) => status === 'True')
    .map(({ type, reason, message }) => [type, reason, message]);
}

test('its pods are its own by a label with its uid', async () => {
  const lab = await started();
  const { uid } = job(lab).metadata;
  expect(job(lab).spec.selector).toEqual({ matchLabels: { 'batch.kubernetes.io/controller-uid': uid } });
  expect(lab.pods()[0]?.metadata.labels).toEqual({
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': 'report',
    'controller-uid': uid,
    'job-name': 'report',
  });
  expect(lab.pods()[0]?.metadata.name).toMatch(/^report-\w{5}$/);
});

test('a job without labels takes those of its pods', async () => {
  const lab = await started();
  expect(job(lab).metadata.labels).toEqual(lab.pods()[0]?.metadata.labels);
});

test('a job that runs counts its pod as active', async () => {
  const lab = await started();
  expect(job(lab).status).toMatchObject({ active: 1, ready: 1, terminating: 0, startTime: '2026-03-01T10:00:00Z' });
});

test('a job is complete when its pod has succeeded', async () => {
  const lab = await started();
  await end(lab, 'Succeeded');
  const message = 'Reached expected number of succeeded pods';
  expect(truths(lab)).toEqual([
    ['SuccessCriteriaMet', 'CompletionsReached', message],
    ['Complete', 'CompletionsReached', message],
  ]);
  expect(job(lab).status).toMatchObject({ succeeded: 1, completionTime: '2026-03-01T10:00:00Z' });
  expect(lab.events('Completed')).toEqual(['Job completed']);
});

test('no more pods run at once than parallelism allows, and as many succeed as completions asks', async () => {
  const lab = await started({ completions: 3, parallelism: 2 });
  expect(lab.pods()).toHaveLength(2);
  await end(lab, 'Succeeded');
  expect(lab.pods()).toHaveLength(3);
  await end(lab, 'Succeeded');
  expect(job(lab).status).toMatchObject({ succeeded: 3 });
  expect(lab.pods()).toHaveLength(3);
});

test('after a failed pod the next comes in 10 s, and after a second in 20 s', async () => {
  const lab = await started();
  const counts: number[] = [];
  await end(lab, 'Failed');
  for (const wait of [9, 1]) {
    await lab.turn(wait);
    counts.push(lab.pods().length);
  }
  await end(lab, 'Failed');
  for (const wait of [19, 1]) {
    await lab.turn(wait);
    counts.push(lab.pods().length);
  }
  expect(counts).toEqual([1, 2, 2, 3]);
});

test('a job has failed when more pods failed than its limit allows', async () => {
  const lab = await started({ backoffLimit: 1 });
  await end(lab, 'Failed');
  await lab.turn(10);
  await end(lab, 'Failed');
  const message = 'Job has reached the specified backoff limit';
  expect(truths(lab)).toEqual([
    ['FailureTarget', 'BackoffLimitExceeded', message],
    ['Failed', 'BackoffLimitExceeded', message],
  ]);
  expect(job(lab).status?.failed).toBe(2);
  expect(lab.events('BackoffLimitExceeded')).toEqual([message]);
});

test('restarts in the pod count where the pod restarts its containers itself', async () => {
  const podSpec = { restartPolicy: 'OnFailure', containers: [{ name: 'c', image: 'app:1' }] };
  const lab = await started({ backoffLimit: 2, template: { spec: podSpec } });
  const [pod] = lab.pods();
  if (pod !== undefined) lab.kubelet.say(pod, { containerStatuses: [{ name: 'c', restartCount: 2 }] }, false);
  await lab.settled();
  expect(truths(lab)?.at(-1)?.slice(0, 2)).toEqual(['Failed', 'BackoffLimitExceeded']);
  expect(lab.pods()).toEqual([]);
});

test('a job that is active past its deadline has failed, and its pods go first', async () => {
  const lab = await started({ activeDeadlineSeconds: 60 });
  lab.kubelet.letsGo = false;
  await lab.turn(60);
  expect(truths(lab)).toEqual([['FailureTarget', 'DeadlineExceeded', 'Job was active longer than specified deadline']]);
  for (const { metadata } of lab.pods()) {
    lab.store.delete({ resource: 'pods', namespace: 'shop', name: metadata.name }, { force: true });
  }
  await lab.settled();
  expect(truths(lab)?.at(-1)).toEqual(['Failed', 'DeadlineExceeded', 'Job was active longer than specified deadline']);
});

test('a pod that is deleted has failed and is replaced after the back-off', async () => {
  const lab = await started();
  lab.store.delete({ resource: 'pods', namespace: 'shop', name: lab.pods()[0]?.metadata.name ?? '' });
  await lab.settled();
  expect(lab.pods()).toEqual([]);
  await lab.turn(10);
  expect(job(lab).status).toMatchObject({ failed: 1, active: 1 });
});

test('a suspended job has no pods until it is resumed', async () => {
  const lab = await started({ suspend: true });
  expect(lab.pods()).toEqual([]);
  expect(truths(lab)).toEqual([['Suspended', 'JobSuspended', 'Job suspended']]);
  await lab.change(resource, 'report', (found) => ({ ...found, spec: { ...readJob(found).spec, suspend: false } }));
  expect(lab.pods()).toHaveLength(1);
});

test('a finished job goes with its pods after its time to live', async () => {
  const lab = await started({ ttlSecondsAfterFinished: 30 });
  await end(lab, 'Succeeded');
  await lab.turn(29);
  expect(lab.all(resource)).toHaveLength(1);
  await lab.turn(1);
  expect(lab.all(resource)).toEqual([]);
  expect(lab.pods()).toEqual([]);
});
