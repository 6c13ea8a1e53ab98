import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../../../../src/shared/retry.ts';
import type { TestNode } from './node.ts';
import { startNode } from './node.ts';
import { runScript } from './run-script.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startNode();
});
afterAll(() => node[Symbol.asyncDispose]());

const messageOf = (name: string) => node.pod(name)?.status.containerStatuses[0]?.state.terminated?.message;

test.for([
  { name: 'usual', path: undefined, file: '/dev/termination-log' },
  { name: 'own', path: '/lab/deep/message', file: '/lab/deep/message' },
])('what a container writes to $file is its message', async ({ name, path, file }) => {
  const container = path === undefined ? {} : { terminationMessagePath: path };
  await runScript(node, name, `fs.writeFileSync('${file}', 'the end');`, { container });
  expect(messageOf(name)).toBe('the end');
});

test('a message keeps its last 4096 bytes', async () => {
  await runScript(node, 'long', `fs.writeFileSync('/dev/termination-log', 'a'.repeat(5000) + 'end');`);
  expect(messageOf('long')).toBe(`${'a'.repeat(4093)}end`);
});

test('the next instance finds nothing of the message of the one before', async () => {
  const script = `
    import fs from 'node:fs';
    const found = fs.readFileSync('/dev/termination-log', 'utf8');
    if (!fs.existsSync('/lab/seen')) {
      fs.writeFileSync('/lab/seen', '');
      fs.writeFileSync('/dev/termination-log', 'first');
      process.exit(1);
    }
    console.log(JSON.stringify(found));
    setInterval(() => {}, 1000);`;
  const volumeMounts = [{ name: 'v', mountPath: '/lab' }];
  node.create('twice', {
    volumes: [{ name: 'v', emptyDir: {} }],
    containers: [{ name: 'main', image: node.image(script), volumeMounts }],
  });
  const again = await node.until('twice', 'running again', ({ ready, restartCount }) => ready && restartCount === 1);
  expect(again.lastState.terminated?.message).toBe('first');
  await waitUntil({ for: 'its word', within: 10, every: 0.02 }, async () =>
    (await node.log('twice')) === '' ? undefined : true,
  );
  expect(await node.log('twice')).toBe('""\n');
});
