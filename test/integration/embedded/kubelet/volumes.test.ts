import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestNode } from './node.ts';
import { startNode } from './node.ts';

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
