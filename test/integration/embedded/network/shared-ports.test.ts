import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { waitUntil } from '../../../../src/shared/retry.ts';
import type { TestNode } from '../kubelet/node.ts';
import { startNode } from '../kubelet/node.ts';

const everywhere = `
  import { createServer } from 'node:net';
  createServer().listen(Number(process.argv[2]));
`;

async function event(node: TestNode, reason: string): Promise<string> {
  const wait = { for: `the event ${reason}`, within: 20, every: 0.05, evidence: () => node.events('one').join('\n') };
  return waitUntil(wait, () => node.events('one').find((text) => text.includes(` ${reason} `)));
}

test('a port that a program of the machine has on all addresses is told before the container starts', async () => {
  const server = createServer();
  server.listen(0, '0.0.0.0');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = address === null || typeof address === 'string' ? 0 : address.port;
  await using node = await startNode();
  const containers = [{ name: 'main', image: node.image(''), ports: [{ containerPort: port }] }];
  node.create('one', { containers });
  const text = `Warning PortTaken port ${port} is taken on all addresses of this machine by process ${process.pid} (`;
  expect(await event(node, 'PortTaken')).toContain(text);
});

test('a container that listens on all addresses is told to listen on its own', async () => {
  await using node = await startNode();
  node.create('one', { containers: [{ name: 'main', image: node.image(everywhere), args: ['28417'] }] });
  expect(await event(node, 'ListensEverywhere')).toMatch(
    /^Warning ListensEverywhere the container listens on port 28417 of all addresses .* is in HOST$/,
  );
});
