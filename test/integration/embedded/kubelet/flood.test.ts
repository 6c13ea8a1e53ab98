import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { waitUntil } from '../../../../src/shared/retry.ts';
import { startNode } from './node.ts';

/** Writes lines of 100 bytes as fast as they are taken. */
const flood = `
  process.on('SIGTERM', () => process.exit(0));
  const lines = ('x'.repeat(99) + '\\n').repeat(1000);
  const write = () => { while (process.stdout.write(lines)); process.stdout.once('drain', write); };
  write();
`;
const server = `
  import { createServer } from 'node:http';
  process.on('SIGTERM', () => process.exit(0));
  createServer((_request, response) => response.end('ok')).listen(8080, process.env.HOST);
`;

test('a container that floods its log fills two files of 10 MiB at most, and the others go on', async () => {
  await using node = await startNode();
  node.create('flood', { containers: [{ name: 'main', image: node.image(flood) }] });
  await node.until('flood', 'ready', ({ ready }) => ready);
  const folder = join(node.folder, 'pods', node.pod('flood')?.metadata.uid ?? '', 'logs/main');
  const sizes = () => readdirSync(folder).map((name) => statSync(join(folder, name)).size);
  await waitUntil({ for: 'the second file', within: 20, every: 0.05, evidence: () => sizes().join(' ') }, () =>
    sizes().length > 1 ? true : undefined,
  );
  const readinessProbe = { httpGet: { path: '/', port: 8080 }, periodSeconds: 1 };
  node.create('calm', { containers: [{ name: 'main', image: node.image(server), readinessProbe }] });
  await node.until('calm', 'ready', ({ ready }) => ready);

  expect(sizes().length).toBe(2);
  expect(Math.max(...sizes())).toBeLessThanOrEqual(10 * 2 ** 20);
  node.store.delete({ resource: 'pods', namespace: 'lab', name: 'flood' });
  await waitUntil({ for: 'it to be gone', within: 35, every: 0.05 }, () =>
    node.pod('flood') === undefined ? true : undefined,
  );
  expect(node.pod('calm')?.status.containerStatuses[0]).toMatchObject({ ready: true, restartCount: 0 });
});
