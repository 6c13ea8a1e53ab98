import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../../../../src/shared/places.ts';
import type { TestNode } from './node.ts';
import { startNode } from './node.ts';
import { runScript } from './run-script.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startNode();
});
afterAll(() => node[Symbol.asyncDispose]());

test('a container cannot write what is not its own', async () => {
  const outside = ['/usr', '/var', '/etc', projectRoot, join(node.folder, 'pods')].map((path) => join(path, 'written'));
  const script = `for (const path of ${JSON.stringify(outside)}) print(attempt(() => fs.writeFileSync(path, '')));`;
  const codes = (await runScript(node, 'writes', script)).trim().split('\n');
  const left = outside.filter((path) => existsSync(path));
  for (const path of left) rmSync(path);
  expect(left).toEqual([]);
  expect(codes.slice(0, 2)).toEqual(['EROFS', 'EROFS']);
  // A checkout in /tmp is not even seen: a container has its own.
  expect(codes).not.toContain('done');
});

test('a container has its working directory, /tmp and /dev/shm for itself', async () => {
  const script = `
    for (const path of ['./own', '/tmp/own', '/dev/shm/own']) print(attempt(() => fs.writeFileSync(path, 'x')));
    print(process.cwd() === process.env.HOME && process.cwd());
    // Beside its own file, only what leads to the test's image.
    print([fs.existsSync('/tmp/own'), fs.readdirSync('/tmp').length <= 2]);`;
  expect(await runScript(node, 'own', script)).toMatch(/^done\ndone\ndone\n\/\S+\n\[true,true\]\n$/);
  expect(['/tmp/own', '/dev/shm/own'].filter((path) => existsSync(path))).toEqual([]);
});

test('a container that is started again finds nothing of the one before', async () => {
  const script = `
    import fs from 'node:fs';
    console.log(fs.readdirSync('.').concat(fs.readdirSync('/tmp').filter((name) => name === 'mark')));
    fs.writeFileSync('mark', ''); fs.writeFileSync('/tmp/mark', ''); process.exit(1);`;
  node.create('again', { containers: [{ name: 'main', image: node.image(script) }] });
  await node.until(
    'again',
    'ended twice',
    ({ restartCount, state }) => restartCount === 1 && state.waiting !== undefined,
  );
  expect([await node.log('again', { previous: true }), await node.log('again')]).toEqual(['[]\n', '[]\n']);
});

test('a container has the name of its pod, and knows its address by it', async () => {
  const script = `
    import os from 'node:os'; import dns from 'node:dns/promises';
    print([os.hostname(), process.env.HOSTNAME, fs.readFileSync('/etc/hostname', 'utf8'), process.pid]);
    print((await dns.lookup(os.hostname())).address === process.env.HOST);`;
  expect(await runScript(node, 'named', script)).toBe('["named","named","named\\n",1]\ntrue\n');
});

test('a container does not see what other pods hold', async () => {
  const script = `print(fs.readdirSync(${JSON.stringify(join(node.folder, 'pods'))}));`;
  expect(await runScript(node, 'nosy', script)).toBe('[]\n');
});

test('with readOnlyRootFilesystem nothing of the root can be written', async () => {
  const script = `for (const path of ['/x', '/tmp/x', './x']) print(attempt(() => fs.writeFileSync(path, '')));`;
  const container = { securityContext: { readOnlyRootFilesystem: true } };
  expect(await runScript(node, 'read-only', script, { container })).toBe('EROFS\nEROFS\nEROFS\n');
});

test('a working directory that the machine lacks is made', async () => {
  const container = { workingDir: '/lab/deep/work' };
  expect(await runScript(node, 'work', `print(process.cwd()); fs.writeFileSync('x', '');`, { container })).toBe(
    '/lab/deep/work\n',
  );
});

test('Node takes its heap from the memory limit, as in a container', async ({ skip }) => {
  skip(node.kubelet.limits !== 'kernel', 'there is no limit that Node could read');
  const script = `
    import v8 from 'node:v8';
    print([process.constrainedMemory(), v8.getHeapStatistics().heap_size_limit]);`;
  const container = { resources: { limits: { memory: '512Mi' } } };
  // What Node 24.21 printed on a kind node with the same limit.
  expect(await runScript(node, 'heap', script, { container })).toBe('[536870912,271581184]\n');
});

test('on cgroup v1 a container sees its own limits at the top of its tree', async ({ skip }) => {
  skip(!node.kubelet.describe().startsWith('cgroup v1'), 'another cgroup version, or none that is ours');
  const script = `
    print(fs.readFileSync('/sys/fs/cgroup/memory/memory.limit_in_bytes', 'utf8'));
    print(attempt(() => fs.writeFileSync('/sys/fs/cgroup/memory/memory.limit_in_bytes', '1073741824')));`;
  const container = { resources: { limits: { memory: '256Mi' } } };
  expect(await runScript(node, 'view', script, { container })).toBe('268435456\n\nEROFS\n');
});
