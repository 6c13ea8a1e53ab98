import { createInterface } from 'node:readline';
import { median, timed } from '../figure.ts';
import type { Figure } from '../figure.ts';
import type { Client } from './client.ts';
import { Cluster } from './cluster.ts';

const collection = '/api/v1/namespaces/default/configmaps';
const rounds = 21;

/** A list of 1,000 objects, and how long a watcher waits for a change. */
export async function benchObjects(): Promise<Figure[]> {
  await using cluster = await Cluster.start();
  const { client } = cluster;
  for (let number = 0; number < 1000; number += 1) await client.call('POST', collection, configMap(`item-${number}`));
  const lists: number[] = [];
  for (let round = 0; round < rounds; round += 1) lists.push(await timed(() => client.call('GET', collection)));
  const heard = await delaysOfWatch(client);
  const milliseconds = (values: number[]) =>
    `${median(values).toFixed(1)} ms, worst ${Math.max(...values).toFixed(1)} ms`;
  return [
    { name: `embedded: 1,000 objects listed, median of ${rounds}`, value: milliseconds(lists), goal: 'under 50 ms' },
    { name: `embedded: a watcher hears, median of ${rounds}`, value: milliseconds(heard), goal: 'under 20 ms' },
  ];
}

/** Milliseconds from the request that makes an object until the watcher has read of it. */
async function delaysOfWatch(client: Client): Promise<number[]> {
  const stream = await client.open(
    'GET',
    `${collection}?watch=true&resourceVersion=0&sendInitialEvents=false&resourceVersionMatch=NotOlderThan`,
  );
  const lines = createInterface({ input: stream })[Symbol.asyncIterator]();
  const delays: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const made = client.call('POST', collection, configMap(`heard-${round}`));
    delays.push(await timed(() => lines.next()));
    await made;
  }
  stream.destroy();
  return delays;
}

function configMap(name: string): object {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, labels: { app: 'bench' } },
    data: { key: 'x'.repeat(200) },
  };
}
