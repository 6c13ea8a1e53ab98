import { median } from '../figure.ts';
import type { Figure } from '../figure.ts';
import { Cluster } from './cluster.ts';

/** From the start of the process until the API answers. */
export async function benchReady(): Promise<Figure[]> {
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    await using cluster = await Cluster.start();
    await cluster.client.call('GET', '/api/v1/namespaces/default');
    times.push(cluster.readyAfter);
  }
  return [{ name: 'embedded: ready, median of 5', value: `${Math.round(median(times))} ms`, goal: 'under 1 s' }];
}
