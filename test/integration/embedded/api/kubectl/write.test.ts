import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { waitUntil } from '../../../../../src/shared/retry.ts';
import { configMap, deployment, pod } from '../lab.ts';
import type { Lab } from '../lab.ts';
import { hasKubectl, Kubectl } from './kubectl.ts';

let kubectl: Kubectl;
let lab: Lab;
beforeEach(async () => {
  kubectl = await Kubectl.start();
  lab = kubectl.lab;
  await kubectl.file('deployment.json', deployment('ledger'));
  await kubectl.file('wrong.json', { ...deployment('wrong'), sepc: {} });
});
afterEach(() => kubectl.stop());

const run = (...args: string[]) => kubectl.run(...args);
const deployments = { resource: 'deployments.apps', namespace: 'lab', name: 'ledger' };
const pods = { resource: 'pods', namespace: 'lab', name: 'ledger' };
const specOf = (key: typeof deployments) => lab.store.get(key)['spec'];
const containersOf = (containers: object[]) => ({ template: { spec: { containers } } });

describe.skipIf(!hasKubectl)('kubectl create', () => {
  test.each([
    ['configmaps', 'configmap made --from-literal=key=value', { data: { key: 'value' } }],
    ['secrets', 'secret generic made --from-literal=key=value', { data: { key: 'dmFsdWU=' } }],
    ['deployments.apps', 'deployment made --image=ledger:1 --replicas=3', { spec: { replicas: 3 } }],
    ['jobs.batch', 'job made --image=ledger:1', { spec: { template: {} } }],
    ['resourcequotas', 'quota made --hard=pods=3', { spec: { hard: { pods: '3' } } }],
    ['services', 'service clusterip made --tcp=80:8080', { spec: { ports: [{ port: 80, targetPort: 8080 }] } }],
    ['serviceaccounts', 'serviceaccount made', { kind: 'ServiceAccount' }],
  ])('of %s sends what it makes itself, in protobuf', async (resource, words, made) => {
    expect(await run('create', ...words.split(' '))).toMatch(/\/made created$/);
    expect(lab.store.get({ resource, namespace: 'lab', name: 'made' })).toMatchObject(made);
  });

  test('namespace makes one', async () => {
    expect(await run('create', 'namespace', 'other')).toBe('namespace/other created');
  });

  test('-f makes an object, and no second one', async () => {
    const first = await run('create', '-f', 'deployment.json');
    const second = await run('create', '-f', 'deployment.json');
    expect([first, second]).toEqual([
      'deployment.apps/ledger created',
      'Error from server (AlreadyExists): error when creating "deployment.json": deployments.apps "ledger" already exists',
    ]);
  });

  test('--dry-run=server makes nothing', async () => {
    expect(await run('create', '-f', 'deployment.json', '--dry-run=server')).toBe(
      'deployment.apps/ledger created (server dry run)',
    );
    expect(lab.store.find(deployments)).toBeUndefined();
  });
});

describe.skipIf(!hasKubectl)('kubectl apply', () => {
  test.each([
    ['the client', [], ['created', 'unchanged']],
    ['the server', ['--server-side'], ['serverside-applied', 'serverside-applied']],
  ])('merged by %s changes nothing the second time', async (_, flags, said) => {
    const first = await run('apply', '-f', 'deployment.json', ...flags);
    const { resourceVersion } = lab.store.get(deployments).metadata;
    const second = await run('apply', '-f', 'deployment.json', ...flags);
    expect([first, second]).toEqual(said.map((word) => `deployment.apps/ledger ${word}`));
    expect(lab.store.get(deployments).metadata.resourceVersion).toBe(resourceVersion);
  });

  test('takes away what its file no longer says', async () => {
    await kubectl.file('map.json', configMap('map', { a: '1', b: '2' }));
    await run('apply', '-f', 'map.json');
    await kubectl.file('map.json', configMap('map', { a: '1' }));
    expect(await run('apply', '-f', 'map.json')).toBe('configmap/map configured');
    expect(lab.store.get({ resource: 'configmaps', namespace: 'lab', name: 'map' })['data']).toEqual({ a: '1' });
  });

  test('says which field nobody knows', async () => {
    expect(await run('apply', '-f', 'wrong.json')).toContain('strict decoding error: unknown field "sepc"');
  });

  test('--server-side is in conflict with what kubectl scale wrote', async () => {
    await run('create', '-f', 'deployment.json');
    await run('scale', 'deploy', 'ledger', '--replicas=5');
    const printed = await run('apply', '--server-side', '-f', 'deployment.json');
    expect(printed).toContain('conflict with "kubectl" with subresource "scale" using apps/v1: .spec.replicas');
    expect(specOf(deployments)).toMatchObject({ replicas: 5 });
  });

  test('--server-side --force-conflicts takes the field over', async () => {
    await run('create', '-f', 'deployment.json');
    await run('scale', 'deploy', 'ledger', '--replicas=5');
    await run('apply', '--server-side', '--force-conflicts', '-f', 'deployment.json');
    expect(specOf(deployments)).toMatchObject({ replicas: 2 });
  });

  test('--server-side goes on where kubectl apply has begun', async () => {
    await run('apply', '-f', 'deployment.json');
    await kubectl.file('deployment.json', deployment('ledger', 4));
    expect(await run('apply', '--server-side', '-f', 'deployment.json')).toBe(
      'deployment.apps/ledger serverside-applied',
    );
    expect(specOf(deployments)).toMatchObject({ replicas: 4 });
  });
});

describe.skipIf(!hasKubectl)('kubectl', () => {
  test.each([
    ['strategic', '{"spec":{"template":{"spec":{"containers":[{"name":"app","image":"ledger:2"}]}}}}'],
    ['merge', '{"spec":{"template":{"spec":{"containers":[{"name":"app","image":"ledger:2"}]}}}}'],
    ['json', '[{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"ledger:2"}]'],
  ])('patch --type=%s changes the image', async (type, patch) => {
    lab.create('deployments.apps', deployment('ledger'));
    expect(await run('patch', 'deploy', 'ledger', `--type=${type}`, '-p', patch)).toBe(
      'deployment.apps/ledger patched',
    );
    expect(JSON.stringify(specOf(deployments))).toContain('ledger:2');
  });

  test('patch --subresource=status changes the status alone', async () => {
    lab.create('pods', pod('ledger'));
    await run('patch', 'pod', 'ledger', '--subresource=status', '-p', '{"status":{"message":"well"}}');
    expect(lab.store.get(pods)['status']).toMatchObject({ message: 'well' });
  });

  test('scale changes the size', async () => {
    lab.create('deployments.apps', deployment('ledger'));
    await run('scale', 'deploy', 'ledger', '--replicas=5');
    expect(specOf(deployments)).toMatchObject({ replicas: 5 });
  });

  test('set image changes the image', async () => {
    lab.create('deployments.apps', deployment('ledger'));
    await run('set', 'image', 'deploy/ledger', 'app=ledger:2');
    expect(specOf(deployments)).toMatchObject(containersOf([{ image: 'ledger:2' }]));
  });

  test('set env adds a variable', async () => {
    lab.create('deployments.apps', deployment('ledger'));
    await run('set', 'env', 'deploy/ledger', 'PACE=lab');
    expect(specOf(deployments)).toMatchObject(containersOf([{ env: [{ name: 'PACE', value: 'lab' }] }]));
  });

  test('set resources sets a limit', async () => {
    lab.create('deployments.apps', deployment('ledger'));
    await run('set', 'resources', 'deploy/ledger', '--limits=memory=64Mi');
    expect(specOf(deployments)).toMatchObject(containersOf([{ resources: { limits: { memory: '64Mi' } } }]));
  });

  test('edit sends what an editor made of the object', async () => {
    await run('create', '-f', 'deployment.json');
    const editor = { KUBE_EDITOR: "sed -i 's/replicas: 2/replicas: 7/'" };
    const { printed } = await kubectl.end(['edit', 'deploy', 'ledger'], editor);
    expect([printed, specOf(deployments)]).toMatchObject(['deployment.apps/ledger edited', { replicas: 7 }]);
  });

  test('replace puts the file in the place of the object', async () => {
    lab.create('deployments.apps', { ...deployment('ledger'), metadata: { name: 'ledger', namespace: 'lab' } });
    expect(await run('replace', '-f', 'deployment.json')).toBe('deployment.apps/ledger replaced');
    expect(lab.store.get(deployments).metadata.labels).toEqual({ app: 'ledger' });
  });

  test('diff shows what apply would change, and changes nothing', async () => {
    await run('apply', '-f', 'deployment.json');
    await run('scale', 'deploy', 'ledger', '--replicas=5');
    const { printed, status } = await kubectl.end(['diff', '-f', 'deployment.json']);
    expect(printed).toMatch(/^-  replicas: 5\n\+  replicas: 2$/m);
    expect([status, specOf(deployments)]).toMatchObject([1, { replicas: 5 }]);
  });

  test('label adds a label', async () => {
    lab.create('pods', pod('ledger'));
    await run('label', 'pod', 'ledger', 'tier=front');
    expect(lab.store.get(pods).metadata.labels).toEqual({ app: 'ledger', tier: 'front' });
  });

  test('annotate adds an annotation', async () => {
    lab.create('pods', pod('ledger'));
    await run('annotate', 'pod', 'ledger', 'note=seen');
    expect(lab.store.get(pods).metadata.annotations).toEqual({ note: 'seen' });
  });

  test('expose makes a Service of a Deployment', async () => {
    lab.create('deployments.apps', deployment('ledger'));
    await run('expose', 'deploy', 'ledger', '--port=80');
    expect(lab.store.get({ ...pods, resource: 'services' })['spec']).toMatchObject({ selector: { app: 'ledger' } });
  });

  test('run makes a pod', async () => {
    expect(await run('run', 'ledger', '--image=ledger:1', '--env=A=1')).toBe('pod/ledger created');
    expect(lab.store.get(pods)['spec']).toMatchObject({ containers: [{ env: [{ name: 'A', value: '1' }] }] });
  });

  test('delete takes the object away', async () => {
    lab.create('deployments.apps', deployment('ledger'));
    await run('delete', 'deploy', 'ledger');
    expect(lab.store.find(deployments)).toBeUndefined();
  });

  test('delete waits until a pod is gone', async () => {
    lab.create('pods', pod('ledger', { nodeName: 'lab' }));
    const deleting = run('delete', 'pod', 'ledger');
    await waitUntil(
      { for: 'the deletion', within: 40, every: 0.1 },
      () => lab.store.get(pods).metadata.deletionTimestamp,
    );
    lab.store.delete(pods, { force: true });
    expect(await deleting).toContain('pod "ledger" deleted');
  });

  test('delete -l takes all that the selector names', async () => {
    for (const name of ['a', 'b']) lab.create('pods', pod(name));
    await run('delete', 'pods', '-l', 'app=ledger');
    expect(lab.store.list({ resource: 'pods' }).items).toEqual([]);
  });

  test('wait sees a condition come true', async () => {
    lab.create('pods', pod('ledger'));
    const waiting = run('wait', '--for=condition=Ready', 'pod/ledger', '--timeout=40s');
    const conditions = [{ type: 'Ready', status: 'True' }];
    lab.store.modify(pods, (object) => ({ ...object, status: { conditions } }), 'status');
    expect(await waiting).toBe('pod/ledger condition met');
  });

  test('wait --for=jsonpath sees a field come to be', async () => {
    lab.create('pods', pod('ledger'));
    const waiting = run('wait', '--for=jsonpath={.status.phase}=Running', 'pod/ledger', '--timeout=40s');
    lab.store.modify(pods, (object) => ({ ...object, status: { phase: 'Running' } }), 'status');
    expect(await waiting).toBe('pod/ledger condition met');
  });
});
