import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { configMap, deployment, pod } from '../lab.ts';
import type { Lab } from '../lab.ts';
import { hasKubectl, Kubectl } from './kubectl.ts';

let kubectl: Kubectl;
let lab: Lab;
beforeEach(async () => {
  kubectl = await Kubectl.start();
  lab = kubectl.lab;
});
afterEach(() => kubectl.stop());

const run = (...args: string[]) => kubectl.run(...args);

describe.skipIf(!hasKubectl)('kubectl get', () => {
  test('prints a table', async () => {
    lab.create('pods', pod('ledger', { nodeName: 'lab' }));
    expect(await run('get', 'pods')).toMatch(/^NAME +READY +STATUS +RESTARTS +AGE\nledger /);
  });

  test('-o wide prints more columns', async () => {
    lab.create('pods', pod('ledger', { nodeName: 'lab' }));
    expect(await run('get', 'pods', '-o', 'wide')).toMatch(/NODE .*\n.* lab /);
  });

  test('-l prints what the selector names', async () => {
    lab.create('pods', pod('ledger'));
    expect(await run('get', 'pods', '-l', 'app=other')).toBe('No resources found in lab namespace.');
    expect(await run('get', 'pods', '-l', 'app in (ledger,x)', '-o', 'name')).toBe('pod/ledger');
  });

  test('-A prints those of all namespaces', async () => {
    lab.create('pods', pod('ledger'));
    expect(await run('get', 'po', '-A', '--no-headers')).toMatch(/^lab +ledger /);
  });

  test('-o yaml prints the object', async () => {
    lab.create('configmaps', configMap('a', { key: 'value' }));
    expect(await run('get', 'cm', 'a', '-o', 'yaml')).toContain('\ndata:\n  key: value\nkind: ConfigMap\n');
  });

  test('-o json prints a list', async () => {
    lab.create('configmaps', configMap('a', { key: 'value' }));
    expect(JSON.parse(await run('get', 'cm', '-o', 'json'))).toMatchObject({ items: [{ data: { key: 'value' } }] });
  });

  test('-o jsonpath prints a field', async () => {
    lab.create('configmaps', configMap('a', { key: 'value' }));
    expect(await run('get', 'cm', 'a', '-o', 'jsonpath={.data.key}')).toBe('value');
  });

  test('-w goes on with what changes', async () => {
    lab.create('configmaps', configMap('a'));
    const until = kubectl.follow('get', 'cm', '-w', '-o', 'name');
    await until('/a');
    lab.create('configmaps', configMap('b'));
    expect(await until('/b')).toBe('configmap/a\nconfigmap/b\n');
  });

  test('-w goes on with rows of a table', async () => {
    lab.create('configmaps', configMap('a'));
    const until = kubectl.follow('get', 'cm', '-w');
    await until('\na ');
    lab.create('configmaps', configMap('b', { key: 'value' }));
    expect(await until('\nb ')).toMatch(/^NAME +DATA +AGE\na +0 .*\nb +1 .*\n$/);
  });

  test('--chunk-size prints all of a list that comes in chunks', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) lab.create('configmaps', configMap(name));
    expect(await run('get', 'cm', '--chunk-size=2', '-o', 'name')).toBe(
      ['a', 'b', 'c', 'd', 'e'].map((name) => `configmap/${name}`).join('\n'),
    );
  });

  test('--raw prints what the server says', async () => {
    expect(await run('get', '--raw', '/readyz')).toBe('ok');
  });

  test('all prints the kinds of that category', async () => {
    lab.create('deployments.apps', deployment('ledger'));
    expect(await run('get', 'all')).toMatch(/^NAME .*\ndeployment.apps\/ledger /);
  });

  test('of what is not there says so', async () => {
    expect(await run('get', 'pod', 'none')).toBe('Error from server (NotFound): pods "none" not found');
  });

  test('of a kind that is not served says so', async () => {
    expect(await run('get', 'daemonsets')).toContain('the server doesn\'t have a resource type "daemonsets"');
  });
});

const event = {
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: 'ledger.1', namespace: 'lab' },
  involvedObject: { kind: 'Pod', namespace: 'lab', name: 'ledger' },
  type: 'Warning',
  reason: 'BackOff',
  message: 'Back-off restarting failed container',
};

describe.skipIf(!hasKubectl)('kubectl', () => {
  test('describe pod shows it with its events', async () => {
    const { metadata } = lab.create('pods', pod('ledger', { nodeName: 'lab' }));
    lab.create('events', { ...event, involvedObject: { ...event.involvedObject, uid: metadata.uid } });
    expect(await run('describe', 'pod', 'ledger')).toMatch(/Image: +ledger:1[^]*BackOff .*Back-off restarting/);
  });

  test('describe deployment shows its strategy and its pods', async () => {
    await kubectl.file('deployment.json', deployment('ledger'));
    await run('create', '-f', 'deployment.json');
    const printed = await run('describe', 'deploy', 'ledger');
    expect(printed).toMatch(/Selector: +app=ledger\nReplicas: +2 desired[^]*RollingUpdateStrategy: +25% max/);
  });

  test('events prints them', async () => {
    lab.create('events', event);
    expect(await run('events')).toMatch(
      /LAST SEEN +TYPE +REASON +OBJECT +MESSAGE\n.* Warning +BackOff +Pod\/ledger +Back-/,
    );
  });

  test('logs prints what the container wrote', async () => {
    lab.create('pods', pod('ledger', { nodeName: 'lab' }));
    expect(await run('logs', 'ledger', '--tail=9')).toBe('one\ntwo');
    expect(lab.node.asked).toMatchObject({ container: 'app', tailLines: 9 });
  });

  test('logs --previous asks for the container before', async () => {
    lab.create('pods', pod('ledger', { nodeName: 'lab' }));
    expect(await run('logs', 'ledger', '--previous')).toBe('one\ntwo');
    expect(lab.node.asked).toMatchObject({ previous: true });
  });

  test('logs -f goes on', async () => {
    lab.create('pods', pod('ledger', { nodeName: 'lab' }));
    expect(await kubectl.follow('logs', '-f', 'ledger')('two')).toBe('one\ntwo\n');
    expect(lab.node.asked).toMatchObject({ follow: true });
  });

  test('top pod shows what pods use', async () => {
    lab.create('pods', pod('ledger'));
    expect(await run('top', 'pod', '--no-headers')).toMatch(/^ledger +250m +64Mi$/);
  });

  test('auth can-i is answered yes', async () => {
    expect(await run('auth', 'can-i', 'delete', 'pods')).toBe('yes');
  });

  test('auth whoami names the one user', async () => {
    expect(await run('auth', 'whoami')).toMatch(/^Username +\S+/m);
  });

  test('explain tells what a field is', async () => {
    expect(await run('explain', 'deployment.spec.replicas')).toMatch(/FIELD: replicas <integer>/);
  });

  test('api-resources lists every kind with its short name', async () => {
    const printed = await run('api-resources');
    expect(printed).toMatch(/^deployments +deploy +apps\/v1 +true +Deployment$/m);
    expect(printed).toMatch(/^pods +po +v1 +true +Pod$/m);
  });

  test('api-versions lists every group', async () => {
    expect((await run('api-versions')).split('\n')).toEqual(expect.arrayContaining(['apps/v1', 'batch/v1', 'v1']));
  });

  test('version shows that of the server', async () => {
    expect(await run('version')).toMatch(/^Server Version: v1\.\d+/m);
  });
});

describe.skipIf(!hasKubectl)('what is not here is refused with a way to go on:', () => {
  test.each([
    ['exec', ['exec', 'ledger', '--', 'ls']],
    ['attach', ['attach', 'ledger']],
    ['cp', ['cp', 'ledger:/etc/hosts', 'hosts']],
    ['port-forward', ['port-forward', 'ledger', ':8080']],
  ])('%s', async (name, args) => {
    const running = { phase: 'Running', containerStatuses: [] };
    lab.create('pods', { ...pod('ledger', { nodeName: 'lab' }), status: running });
    const { printed, status } = await kubectl.end(args);
    const word = { cp: 'exec', 'port-forward': 'portforward' }[name] ?? name;
    expect(printed).toContain(`the embedded cluster has no ${word}; `);
    expect(status).toBe(1);
  });
});
