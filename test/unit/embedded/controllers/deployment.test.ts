import { expect, test } from 'vitest';
import type { Lab } from './lab.ts';
import { startLab } from './lab.ts';
import { deploymentOf, templateOf } from './manifests.ts';

const resource = 'deployments.apps';

async function deployed(options: Parameters<typeof deploymentOf>[0] = {}): Promise<Lab> {
  const lab = await startLab();
  await lab.create(resource, deploymentOf(options));
  return lab;
}

function setImage(lab: Lab, image: string) {
  const { template } = lab.deployment().spec;
  const containers = [{ ...firstOf(template.spec['containers']), image }];
  return setSpec(lab, { template: { ...template, spec: { ...template.spec, containers } } });
}

function setSpec(lab: Lab, spec: object) {
  return lab.change(resource, 'web', (found) => ({ ...found, spec: { ...fields(found['spec']), ...spec } }));
}

function firstOf(list: unknown): object {
  return Array.isArray(list) ? fields(list[0]) : {};
}

function fields(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

function sizes(lab: Lab): Record<string, number | undefined> {
  return Object.fromEntries(
    lab
      .replicaSets()
      .map(({ spec, metadata }) => [metadata.annotations?.['deployment.kubernetes.io/revision'], spec.replicas]),
  );
}

test('a new deployment ends with its pods ready and says so in its status', async () => {
  const lab = await deployed({ replicas: 2 });
  expect(lab.deployment().status).toMatchObject({
    observedGeneration: 1,
    replicas: 2,
    updatedReplicas: 2,
    readyReplicas: 2,
    availableReplicas: 2,
  });
  expect(lab.deployment().status?.unavailableReplicas).toBeUndefined();
});

test('its conditions name the replica set that has progressed', async () => {
  const lab = await deployed();
  const [set] = lab.replicaSets();
  const conditions = lab
    .deployment()
    .status?.conditions?.map(({ type, status, reason, message }) => ({ type, status, reason, message }));
  expect(conditions).toEqual(
    expect.arrayContaining([
      {
        type: 'Progressing',
        status: 'True',
        reason: 'NewReplicaSetAvailable',
        message: `ReplicaSet "${set?.metadata.name}" has successfully progressed.`,
      },
      {
        type: 'Available',
        status: 'True',
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
      },
    ]),
  );
});

test('the first replica set is revision 1 and carries the annotations of its deployment', async () => {
  const lab = await deployed({ replicas: 4 });
  expect(lab.replicaSets()[0]?.metadata.annotations).toEqual({
    owner: 'team-a',
    'deployment.kubernetes.io/revision': '1',
    'deployment.kubernetes.io/desired-replicas': '4',
    'deployment.kubernetes.io/max-replicas': '5',
  });
  expect(lab.deployment().metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('1');
});

test('the template hash is in the name, the labels and the selector of the replica set', async () => {
  const lab = await deployed();
  const [set] = lab.replicaSets();
  const hash = set?.metadata.labels?.['pod-template-hash'] ?? '';
  expect(hash).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{6,10}$/);
  expect(set?.metadata.name).toBe(`web-${hash}`);
  expect(set?.spec.selector.matchLabels).toEqual({ app: 'web', 'pod-template-hash': hash });
  expect(lab.pods()[0]?.metadata.labels).toEqual({ app: 'web', 'pod-template-hash': hash });
});

test('scaling is told as an event in the words of Kubernetes', async () => {
  const lab = await deployed();
  const name = lab.replicaSets()[0]?.metadata.name;
  expect(lab.events('ScalingReplicaSet')).toEqual([`Scaled up replica set ${name} from 0 to 1`]);
});

test('a new template is rolled out as revision 2 and the old replica set is kept empty', async () => {
  const lab = await deployed({ replicas: 3 });
  await setImage(lab, 'app:2');
  expect(sizes(lab)).toEqual({ 1: 0, 2: 3 });
  expect(lab.pods().map(({ spec }) => spec.containers[0]?.['image'])).toEqual(['app:2', 'app:2', 'app:2']);
});

test('a rolling update whose pods never get ready stops at its bounds, and the old pods go on serving', async () => {
  const lab = await deployed({ replicas: 4 });
  lab.kubelet.isGood = ({ spec }) => spec.containers[0]?.['image'] !== 'app:2';
  await setImage(lab, 'app:2');
  expect(sizes(lab)).toEqual({ 1: 3, 2: 2 });
  expect(lab.deployment().status).toMatchObject({
    replicas: 5,
    updatedReplicas: 2,
    availableReplicas: 3,
    unavailableReplicas: 2,
  });
});

test('with one replica the percents are rounded so that the new pod comes before the old one goes', async () => {
  const lab = await deployed({ replicas: 1 });
  lab.kubelet.isGood = ({ spec }) => spec.containers[0]?.['image'] !== 'app:2';
  await setImage(lab, 'app:2');
  expect(sizes(lab)).toEqual({ 1: 1, 2: 1 });
});

test('going back to an earlier template takes its replica set again, as a newer revision', async () => {
  const lab = await deployed();
  const first = lab.replicaSets()[0]?.metadata.name;
  await setImage(lab, 'app:2');
  await setImage(lab, 'app:1');
  const active = lab.replicaSets().find(({ spec }) => spec.replicas === 1);
  expect(active?.metadata.name).toBe(first);
  expect(active?.metadata.annotations).toMatchObject({
    'deployment.kubernetes.io/revision': '3',
    'deployment.kubernetes.io/revision-history': '1',
  });
  expect(lab.deployment().metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('3');
});

test('history beyond its limit is deleted, the oldest first', async () => {
  const lab = await deployed({ spec: { revisionHistoryLimit: 1 } });
  for (const image of ['app:2', 'app:3', 'app:4']) await setImage(lab, image);
  expect(Object.keys(sizes(lab))).toEqual(expect.arrayContaining(['3', '4']));
  expect(lab.replicaSets()).toHaveLength(2);
});

test('Recreate makes no new pod before the last old one is gone', async () => {
  const lab = await deployed({ replicas: 2, strategy: { type: 'Recreate' } });
  lab.kubelet.letsGo = false;
  await setImage(lab, 'app:2');
  expect(lab.pods().map(({ spec }) => spec.containers[0]?.['image'])).toEqual(['app:1', 'app:1']);
  expect(sizes(lab)).toEqual({ 1: 0 });
});

test('Recreate goes on when the last old pod is gone', async () => {
  const lab = await deployed({ replicas: 2, strategy: { type: 'Recreate' } });
  lab.kubelet.letsGo = false;
  await setImage(lab, 'app:2');
  for (const { metadata } of lab.pods())
    lab.store.delete({ resource: 'pods', namespace: 'shop', name: metadata.name }, { force: true });
  await lab.settled();
  expect(lab.pods().map(({ spec }) => spec.containers[0]?.['image'])).toEqual(['app:2', 'app:2']);
});

test('a paused deployment keeps its pods whatever its template says', async () => {
  const lab = await deployed();
  await setSpec(lab, { paused: true, template: templateOf('app:2') });
  expect(sizes(lab)).toEqual({ 1: 1 });
  const progressing = lab.deployment().status?.conditions?.find(({ type }) => type === 'Progressing');
  expect(progressing).toMatchObject({ status: 'Unknown', reason: 'DeploymentPaused', message: 'Deployment is paused' });
});

test('a paused deployment can be scaled', async () => {
  const lab = await deployed({ spec: { paused: false } });
  await setSpec(lab, { paused: true });
  await setSpec(lab, { replicas: 3 });
  expect(lab.pods()).toHaveLength(3);
});

test('a resumed deployment rolls out what was changed meanwhile', async () => {
  const lab = await deployed();
  await setSpec(lab, { paused: true, template: templateOf('app:2') });
  await setSpec(lab, { paused: false });
  expect(sizes(lab)).toEqual({ 1: 0, 2: 1 });
});

test('scaling in the middle of a rollout is shared out in proportion', async () => {
  const lab = await deployed({ replicas: 4 });
  lab.kubelet.isGood = ({ spec }) => spec.containers[0]?.['image'] !== 'app:2';
  await setImage(lab, 'app:2');
  // Paused, it is not moved on by the rollout.
  await setSpec(lab, { paused: true });
  await setSpec(lab, { replicas: 8 });
  // 3 and 2 of at most 5 become 6 and 4 of at most 10.
  expect(sizes(lab)).toEqual({ 1: 6, 2: 4 });
});

test('a rollout that stands still past its deadline says ProgressDeadlineExceeded', async () => {
  const lab = await startLab();
  lab.kubelet.isGood = () => false;
  await lab.create(resource, deploymentOf({ spec: { progressDeadlineSeconds: 60 } }));
  await lab.turn(30);
  const progressing = () => lab.deployment().status?.conditions?.find(({ type }) => type === 'Progressing');
  expect(progressing()?.reason).toBe('ReplicaSetUpdated');
  await lab.turn(32);
  expect(progressing()).toMatchObject({
    status: 'False',
    reason: 'ProgressDeadlineExceeded',
    message: `ReplicaSet "${lab.replicaSets()[0]?.metadata.name}" has timed out progressing.`,
  });
});

test('a pod that turns unready after the rollout does not reopen it', async () => {
  const lab = await deployed();
  const [pod] = lab.pods();
  if (pod !== undefined) lab.kubelet.say(pod, {}, false);
  await lab.settled();
  const conditions = lab.deployment().status?.conditions;
  expect(conditions?.find(({ type }) => type === 'Progressing')?.reason).toBe('NewReplicaSetAvailable');
  expect(conditions?.find(({ type }) => type === 'Available')).toMatchObject({
    status: 'False',
    reason: 'MinimumReplicasUnavailable',
  });
});

test('a replica set whose name another template has taken gets another hash', async () => {
  const lab = await deployed();
  const name = lab.replicaSets()[0]?.metadata.name ?? '';
  lab.store.delete({ resource, namespace: 'shop', name: 'web' });
  await lab.settled();
  lab.store.create('replicasets.apps', {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name, namespace: 'shop' },
    spec: { replicas: 0, selector: { matchLabels: { app: 'other' } }, template: templateOf('other:1') },
  });
  await lab.create(resource, deploymentOf());
  await lab.turn(1);
  expect(lab.deployment().status?.collisionCount).toBe(1);
  expect(lab.pods()).toHaveLength(1);
});
