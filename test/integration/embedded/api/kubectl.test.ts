import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { waitUntil } from '../../../../src/shared/retry.ts';
import { configMap, deployment, Lab, pod } from './lab.ts';

let lab: Lab;
let folder: string;
beforeEach(async () => {
  lab = await Lab.start();
  folder = await mkdtemp(join(tmpdir(), 'embedded-kubectl-'));
  await writeFile(join(folder, 'kubeconfig'), lab.api.kubeconfig('embedded'));
  await writeFile(join(folder, 'deployment.json'), JSON.stringify(deployment('ledger')));
  await writeFile(join(folder, 'wrong.json'), JSON.stringify({ ...deployment('wrong'), sepc: {} }));
});
afterEach(async () => {
  await lab.stop();
  await rm(folder, { recursive: true });
});

const deployments = { resource: 'deployments.apps', namespace: 'lab', name: 'ledger' };
const pods = { resource: 'pods', namespace: 'lab', name: 'ledger' };

/** What kubectl prints on both its outputs; it is told the namespace. */
async function kubectl(...args: string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile('kubectl', ['-n', 'lab', ...args], { cwd: folder, env: environment() }, (_error, stdout, stderr) => {
      resolve(`${stdout}${stderr}`.trim());
    });
  });
}

function environment(): NodeJS.ProcessEnv {
  // Its cache of what servers serve is kept by address, and a port may be another server's next time.
  return { ...process.env, KUBECONFIG: join(folder, 'kubeconfig'), KUBECACHEDIR: join(folder, 'cache') };
}

function isThere(): boolean {
  try {
    execFileSync('kubectl', ['version', '--client'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!isThere())('kubectl', () => {
  test('get prints a table, wide too, of a selection or of all namespaces', async () => {
    lab.create('pods', pod('ledger', { nodeName: 'lab' }));
    const [plain, wide, selected, everywhere] = await Promise.all([
      kubectl('get', 'pods'),
      kubectl('get', 'pods', '-o', 'wide'),
      kubectl('get', 'pods', '-l', 'app=other'),
      kubectl('get', 'po', '-A', '--no-headers'),
    ]);
    expect(plain).toMatch(/^NAME +READY +STATUS +RESTARTS +AGE\nledger /);
    expect(wide).toMatch(/NODE .*\n.* lab /);
    expect([selected, everywhere]).toEqual([
      'No resources found in lab namespace.',
      expect.stringMatching(/^lab +ledger /),
    ]);
  });

  test('get prints objects as YAML, JSON and by path', async () => {
    lab.create('configmaps', configMap('a', { key: 'value' }));
    expect(await kubectl('get', 'cm', 'a', '-o', 'yaml')).toContain('\ndata:\n  key: value\nkind: ConfigMap\n');
    expect(JSON.parse(await kubectl('get', 'cm', '-o', 'json'))).toMatchObject({ items: [{ data: { key: 'value' } }] });
    expect(await kubectl('get', 'cm', 'a', '-o', 'jsonpath={.data.key}')).toBe('value');
  });

  test('get -w goes on with what changes', async () => {
    lab.create('configmaps', configMap('a'));
    const child = execFile('kubectl', ['-n', 'lab', 'get', 'cm', '-w', '-o', 'name'], { env: environment() });
    let printed = '';
    child.stdout?.on('data', (chunk: string) => (printed += chunk));
    try {
      await waitUntil({ for: 'the list', within: 20, every: 0.1 }, () => printed.includes('/a') || undefined);
      lab.create('configmaps', configMap('b'));
      await waitUntil({ for: 'the new object', within: 20, every: 0.1 }, () => printed.includes('/b') || undefined);
    } finally {
      child.kill();
    }
    expect(printed).toBe('configmap/a\nconfigmap/b\n');
  });

  test('describe shows the object with its events', async () => {
    const { metadata } = lab.create('pods', pod('ledger', { nodeName: 'lab' }));
    lab.create('events', {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'ledger.1', namespace: 'lab' },
      involvedObject: { kind: 'Pod', namespace: 'lab', name: 'ledger', uid: metadata.uid },
      reason: 'BackOff',
      message: 'Back-off restarting failed container',
    });
    expect(await kubectl('describe', 'pod', 'ledger')).toMatch(/Image: +ledger:1[^]*BackOff .*Back-off restarting/);
  });

  test('create sends what it makes itself in protobuf', async () => {
    const said = await kubectl('create', 'configmap', 'made', '--from-literal=key=value');
    expect([said, lab.store.get({ resource: 'configmaps', namespace: 'lab', name: 'made' })['data']]).toEqual([
      'configmap/made created',
      { key: 'value' },
    ]);
  });

  test('create -f makes an object, and no second one', async () => {
    const first = await kubectl('create', '-f', 'deployment.json');
    const second = await kubectl('create', '-f', 'deployment.json');
    expect([first, second]).toEqual([
      'deployment.apps/ledger created',
      'Error from server (AlreadyExists): error when creating "deployment.json": deployments.apps "ledger" already exists',
    ]);
  });

  test.each([
    ['the client', [], ['created', 'unchanged']],
    ['the server', ['--server-side'], ['serverside-applied', 'serverside-applied']],
  ])('apply merged by %s changes nothing the second time', async (_, flags, said) => {
    const first = await kubectl('apply', '-f', 'deployment.json', ...flags);
    const { resourceVersion } = lab.store.get(deployments).metadata;
    const second = await kubectl('apply', '-f', 'deployment.json', ...flags);
    expect([first, second]).toEqual(said.map((word) => `deployment.apps/ledger ${word}`));
    expect(lab.store.get(deployments).metadata.resourceVersion).toBe(resourceVersion);
  });

  test('apply says which field nobody knows', async () => {
    expect(await kubectl('apply', '-f', 'wrong.json')).toContain('strict decoding error: unknown field "sepc"');
  });

  test.each([
    ['strategic', '{"spec":{"template":{"spec":{"containers":[{"name":"app","image":"ledger:2"}]}}}}'],
    ['merge', '{"spec":{"template":{"spec":{"containers":[{"name":"app","image":"ledger:2"}]}}}}'],
    ['json', '[{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"ledger:2"}]'],
  ])('patch --type=%s changes the image', async (type, patch) => {
    lab.create('deployments.apps', deployment('ledger'));
    expect(await kubectl('patch', 'deploy', 'ledger', `--type=${type}`, '-p', patch)).toBe(
      'deployment.apps/ledger patched',
    );
    expect(JSON.stringify(lab.store.get(deployments)['spec'])).toContain('ledger:2');
  });

  test('scale changes the size', async () => {
    lab.create('deployments.apps', deployment('ledger'));
    await kubectl('scale', 'deploy', 'ledger', '--replicas=5');
    expect(lab.store.get(deployments)['spec']).toMatchObject({ replicas: 5 });
  });

  test('set changes image, environment and resources', async () => {
    lab.create('deployments.apps', deployment('ledger'));
    await kubectl('set', 'image', 'deploy/ledger', 'app=ledger:2');
    await kubectl('set', 'env', 'deploy/ledger', 'PACE=lab');
    await kubectl('set', 'resources', 'deploy/ledger', '--limits=memory=64Mi');
    expect(lab.store.get(deployments)['spec']).toMatchObject({
      template: {
        spec: {
          containers: [
            { image: 'ledger:2', env: [{ name: 'PACE', value: 'lab' }], resources: { limits: { memory: '64Mi' } } },
          ],
        },
      },
    });
  });

  test('label and annotate', async () => {
    lab.create('pods', pod('ledger'));
    await kubectl('label', 'pod', 'ledger', 'tier=front');
    await kubectl('annotate', 'pod', 'ledger', 'note=seen');
    expect(lab.store.get(pods).metadata).toMatchObject({
      labels: { app: 'ledger', tier: 'front' },
      annotations: { note: 'seen' },
    });
  });

  test('delete takes the object away', async () => {
    lab.create('deployments.apps', deployment('ledger'));
    await kubectl('delete', 'deploy', 'ledger');
    expect(lab.store.find(deployments)).toBeUndefined();
  });

  test('delete waits until a pod is gone', async () => {
    lab.create('pods', pod('ledger', { nodeName: 'lab' }));
    const deleting = kubectl('delete', 'pod', 'ledger');
    await waitUntil(
      { for: 'the deletion', within: 20, every: 0.1 },
      () => lab.store.get(pods).metadata.deletionTimestamp,
    );
    lab.store.delete(pods, { force: true });
    expect(await deleting).toContain('pod "ledger" deleted');
  });

  test('wait sees a condition come true', async () => {
    lab.create('pods', pod('ledger'));
    const waiting = kubectl('wait', '--for=condition=Ready', 'pod/ledger', '--timeout=20s');
    const conditions = [{ type: 'Ready', status: 'True' }];
    lab.store.modify(pods, (object) => ({ ...object, status: { conditions } }), 'status');
    expect(await waiting).toBe('pod/ledger condition met');
  });

  test('logs prints what the container wrote', async () => {
    lab.create('pods', pod('ledger', { nodeName: 'lab' }));
    expect(await kubectl('logs', 'ledger', '--previous')).toBe('one\ntwo');
    expect(lab.node.asked).toMatchObject({ container: 'app', previous: true });
  });

  test('top shows what pods use', async () => {
    lab.create('pods', pod('ledger'));
    expect(await kubectl('top', 'pod', '--no-headers')).toMatch(/^ledger +250m +64Mi$/);
  });

  test('auth can-i is answered yes', async () => {
    expect(await kubectl('auth', 'can-i', 'delete', 'pods')).toBe('yes');
  });

  test('api-resources lists every kind with its short name', async () => {
    const printed = await kubectl('api-resources');
    expect(printed).toMatch(/^deployments +deploy +apps\/v1 +true +Deployment$/m);
    expect(printed).toMatch(/^pods +po +v1 +true +Pod$/m);
  });

  test('exec is refused clearly', async () => {
    lab.create('pods', pod('ledger', { nodeName: 'lab' }));
    expect(await kubectl('exec', 'ledger', '--', 'ls')).toContain('the embedded cluster has no exec');
  });

  test('what is not there is not found', async () => {
    expect(await kubectl('get', 'pod', 'none')).toBe('Error from server (NotFound): pods "none" not found');
  });

  test('a kind that is not served is none', async () => {
    expect(await kubectl('get', 'daemonsets')).toContain('the server doesn\'t have a resource type "daemonsets"');
  });
});
