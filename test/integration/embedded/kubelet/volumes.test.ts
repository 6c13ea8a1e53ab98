import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../../../../src/shared/retry.ts';
import type { TestNode } from './node.ts';
import { startNode } from './node.ts';
import { runScript } from './run-script.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startNode();
  const metadata = (name: string) => ({ name, namespace: 'lab' });
  node.store.create('configmaps', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata('cfg'),
    data: { a: 'one', b: 'two' },
  });
  const data = { key: Buffer.from('hidden').toString('base64') };
  node.store.create('secrets', { apiVersion: 'v1', kind: 'Secret', metadata: metadata('sec'), data });
});
afterAll(() => node[Symbol.asyncDispose]());

/** Runs a script to its end in a container with the volumes, and gives its log. */
async function run(
  name: string,
  script: string,
  spec: Record<string, unknown>,
  mounts: Record<string, unknown>[],
): Promise<string> {
  const containers = [{ name: 'main', image: node.image(script), volumeMounts: mounts }];
  node.create(name, { restartPolicy: 'Never', ...spec, containers });
  await node.until(name, 'ended', ({ state }) => state.terminated !== undefined);
  return await node.log(name);
}

const read = (path: string) => `console.log(JSON.stringify(readFileSync('${path}', 'utf8')));`;
const imports = `import { readFileSync, writeFileSync, readdirSync, existsSync } from 'node:fs';`;

test('a ConfigMap and a Secret are files at paths that the machine does not have', async () => {
  const volumes = [
    { name: 'c', configMap: { name: 'cfg', items: [{ key: 'b', path: 'deep/b.txt' }] } },
    { name: 's', secret: { secretName: 'sec' } },
  ];
  const script = `${imports} ${read('/lab-config/deep/b.txt')} ${read('/etc/lab-secret/key')} console.log(existsSync('/etc/hostname'));`;
  const seen = await run('files', script, { volumes }, [
    { name: 'c', mountPath: '/lab-config' },
    { name: 's', mountPath: '/etc/lab-secret', readOnly: true },
  ]);
  expect(seen).toBe('"two"\n"hidden"\ntrue\n');
  expect(['/lab-config', '/etc/lab-secret'].filter((path) => existsSync(path))).toEqual([]);
});

test('containers of a pod share an emptyDir, in memory too', async () => {
  const volumes = [
    { name: 'd', emptyDir: {} },
    { name: 'm', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
  ];
  const mounts = [
    { name: 'd', mountPath: '/lab-disk' },
    { name: 'm', mountPath: '/lab-memory' },
  ];
  const write = `${imports} writeFileSync('/lab-disk/a', 'disk'); writeFileSync('/lab-memory/a', 'memory');`;
  const initContainers = [{ name: 'first', image: node.image(write), volumeMounts: mounts }];
  const script = `${imports} ${read('/lab-disk/a')} ${read('/lab-memory/a')}`;
  expect(await run('shared', script, { volumes, initContainers }, mounts)).toBe('"disk"\n"memory"\n');
});

test('a probe by command sees the same files', async () => {
  const readinessProbe = {
    exec: { command: ['node', '-e', `require('fs').readFileSync('/lab-config/a')`] },
    periodSeconds: 1,
  };
  node.create('probed', {
    volumes: [{ name: 'c', configMap: { name: 'cfg' } }],
    containers: [
      {
        name: 'main',
        image: node.image(`process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000);`),
        volumeMounts: [{ name: 'c', mountPath: '/lab-config' }],
        readinessProbe,
      },
    ],
  });
  const { restartCount } = await node.until('probed', 'ready', ({ ready }) => ready);
  expect(restartCount).toBe(0);
});

const mount = (more: Record<string, unknown> = {}) => ({
  container: { volumeMounts: [{ name: 'v', mountPath: '/lab', ...more }] },
});
const configMap = { name: 'cfg' };

test('several sources are one volume, with modes and folders of their own', async () => {
  const sources = [
    { configMap: { name: 'cfg', items: [{ key: 'a', path: 'a' }] } },
    { secret: { name: 'sec', items: [{ key: 'key', path: 'deep/key', mode: 0o400 }] } },
    {
      downwardAPI: {
        items: [
          { path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } },
          { path: 'name', fieldRef: { fieldPath: 'metadata.name' } },
        ],
      },
    },
    { configMap: { name: 'missing', optional: true } },
  ];
  const script = `
    print(fs.readdirSync('/lab').filter((name) => !name.startsWith('..')).map((name) => name + ' ' + fs.readlinkSync('/lab/' + name)));
    for (const file of ['a', 'deep/key', 'name']) print(fs.readFileSync('/lab/' + file, 'utf8'));
    print((fs.statSync('/lab/deep/key').mode & 0o777).toString(8));`;
  const seen = await runScript(node, 'projected', script, {
    spec: { volumes: [{ name: 'v', projected: { sources } }] },
    ...mount(),
  });
  expect(seen).toBe(
    '["a ..data/a","deep ..data/deep","labels ..data/labels","name ..data/name"]\none\nhidden\nprojected\n400\n',
  );
});

test.for([
  {
    what: 'a key of a ConfigMap',
    volume: { configMap: { ...configMap, items: [{ key: 'zz', path: 'z' }] } },
    text: 'configmap references non-existent config key: zz',
  },
  {
    what: 'a key of a Secret',
    volume: { secret: { secretName: 'sec', items: [{ key: 'zz', path: 'z' }] } },
    text: 'references non-existent secret key: zz',
  },
  {
    what: 'several sources',
    volume: { projected: { sources: [{ configMap: { name: 'nope' } }, { secret: { name: 'nosec' } }] } },
    text: '[configmap "nope" not found, secret "nosec" not found]',
  },
  {
    what: 'a token',
    volume: { projected: { sources: [{ serviceAccountToken: { path: 't' } }] } },
    text: 'failed to fetch token: the embedded cluster issues no service account tokens',
  },
  {
    what: 'a kind',
    volume: { hostPath: { path: '/' } },
    text: 'the embedded cluster has no volumes of the kind hostPath',
  },
])('a volume that lacks $what is told in an event', async ({ what, volume, text }) => {
  const name = `lacks-${what.replaceAll(/\W+/g, '-').toLowerCase()}`;
  node.create(name, { volumes: [{ name: 'v', ...volume }], containers: [{ name: 'main', image: node.image('') }] });
  await waitUntil({ for: 'an event', within: 10, every: 0.02 }, () =>
    node.events(name).length > 0 ? true : undefined,
  );
  expect(node.events(name)).toEqual([`Warning FailedMount MountVolume.SetUp failed for volume "v" : ${text}`]);
});

test('the files of a ConfigMap cannot be written, whatever the mount says', async () => {
  const script = `print(attempt(() => fs.writeFileSync('/lab/x', '')));`;
  const spec = { volumes: [{ name: 'v', configMap }] };
  expect(await runScript(node, 'no-write', script, { spec, ...mount() })).toBe('EROFS\n');
});

test('subPath shows one file of a volume, or one folder that is made for it', async () => {
  const spec = {
    volumes: [
      { name: 'v', configMap },
      { name: 'e', emptyDir: {} },
    ],
  };
  const volumeMounts = [
    { name: 'v', mountPath: '/etc/lab-file', subPath: 'a' },
    { name: 'e', mountPath: '/lab-part', subPathExpr: 'of-$(NAME)/x' },
    { name: 'e', mountPath: '/lab-whole' },
  ];
  const script = `
    print(fs.readFileSync('/etc/lab-file', 'utf8')); fs.writeFileSync('/lab-part/y', '');
    print(fs.readdirSync('/lab-whole', { recursive: true }));`;
  const container = { volumeMounts, env: [{ name: 'NAME', value: 'me' }] };
  expect(await runScript(node, 'sub-path', script, { spec, container })).toBe('one\n["of-me","of-me/x","of-me/x/y"]\n');
});

test('a volume within a volume is seen', async () => {
  const spec = {
    volumes: [
      { name: 'v', configMap },
      { name: 'e', emptyDir: {} },
    ],
  };
  const volumeMounts = [
    { name: 'v', mountPath: '/lab/deep/config' },
    { name: 'e', mountPath: '/lab' },
  ];
  const script = `print(fs.readFileSync('/lab/deep/config/a', 'utf8')); fs.writeFileSync('/lab/x', '');`;
  expect(await runScript(node, 'nested', script, { spec, container: { volumeMounts } })).toBe('one\n');
});

test('a program in a ConfigMap can be the command', async () => {
  node.store.create('configmaps', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'scripts', namespace: 'lab' },
    data: { run: '#!/bin/sh\necho from a script\n' },
  });
  const spec = { volumes: [{ name: 'v', configMap: { name: 'scripts', defaultMode: 0o755 } }] };
  const container = { ...mount().container, command: ['/lab/run'] };
  expect(await runScript(node, 'program', '', { spec, container })).toBe('from a script\n');
});

test('a changed ConfigMap reaches the files of a container that runs, all at once', async () => {
  const object = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'live', namespace: 'lab' },
    data: { a: '1', b: '1', gone: '' },
  };
  node.store.create('configmaps', object);
  const script = `
    import fs from 'node:fs'; process.on('SIGTERM', () => process.exit(0));
    let last = '';
    setInterval(() => {
      const folder = fs.realpathSync('/lab/..data');
      const seen = fs.readdirSync(folder).toSorted().map((name) => name + fs.readFileSync(folder + '/' + name, 'utf8')).join();
      if (seen !== last) console.log(seen);
      last = seen;
    }, 5);`;
  const { container } = mount();
  node.create('live', {
    volumes: [{ name: 'v', configMap: { name: 'live' } }],
    containers: [{ name: 'main', image: node.image(script), ...container }],
  });
  await node.until('live', 'ready', ({ ready }) => ready);
  await waitUntil({ for: 'the first look', within: 10, every: 0.02 }, async () =>
    (await node.log('live')) === '' ? undefined : true,
  );
  node.store.modify({ resource: 'configmaps', namespace: 'lab', name: 'live' }, (found) => ({
    ...found,
    data: { a: '2', b: '2', more: '2' },
  }));
  await waitUntil({ for: 'the second look', within: 10, every: 0.02 }, async () =>
    (await node.log('live')).includes('2') ? true : undefined,
  );
  expect(await node.log('live')).toBe('a1,b1,gone\na2,b2,more2\n');
});

test('an emptyDir that outgrows its sizeLimit costs the pod its life', { timeout: 60_000 }, async () => {
  const script = `import fs from 'node:fs'; fs.writeFileSync('/lab/big', Buffer.alloc(2 ** 21, 1)); setInterval(() => {}, 1000);`;
  node.create('greedy', {
    volumes: [{ name: 'v', emptyDir: { sizeLimit: '1Mi' } }],
    containers: [{ name: 'main', image: node.image(script), ...mount().container }],
  });
  const { state } = await node.until('greedy', 'evicted', (_container, { status }) => status.phase === 'Failed');
  expect(node.pod('greedy')?.status.reason).toBe('Evicted');
  await node.until('greedy', 'ended', (container) => container.state.terminated !== undefined);
  expect(state.terminated?.exitCode ?? 137).toBe(137);
  expect(node.events('greedy')).toContain('Warning Evicted Usage of EmptyDir volume "v" exceeds the limit "1Mi". ');
});

test('a memory-backed emptyDir is full at its sizeLimit', async ({ skip }) => {
  skip(process.getuid?.() !== 0, 'only root can mount memory for a whole pod');
  const script = `print(attempt(() => fs.writeFileSync('/lab/big', Buffer.alloc(2 ** 21, 1))));`;
  const spec = { volumes: [{ name: 'v', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } }] };
  expect(await runScript(node, 'full', script, { spec, ...mount() })).toBe('ENOSPC\n');
});

test('what is in a memory-backed emptyDir is charged to the container', async ({ skip }) => {
  skip(
    process.getuid?.() !== 0 || node.kubelet.limits !== 'kernel',
    'only the kernel charges it, and only root can mount it',
  );
  const script = `for (let n = 0; n < 200; n += 1) fs.appendFileSync('/lab/big', Buffer.alloc(2 ** 20, 1));`;
  const spec = { volumes: [{ name: 'v', emptyDir: { medium: 'Memory' } }] };
  const container = { ...mount().container, resources: { limits: { memory: '64Mi' } } };
  await runScript(node, 'charged', script, { spec, container });
  expect(node.pod('charged')?.status.containerStatuses[0]?.state.terminated).toMatchObject({
    exitCode: 137,
    reason: 'OOMKilled',
  });
});
