import { formatBytes } from '../../src/shared/quantity.ts';
import { timed } from '../figure.ts';
import type { Figure } from '../figure.ts';
import { Cluster } from './cluster.ts';
import { startSleepers } from './sleepers.ts';

/** What the engine itself takes with 50 pods, ten seconds on. */
export async function benchMemory(): Promise<Figure[]> {
  await using cluster = await Cluster.start();
  await startSleepers(cluster.client, 50);
  await settle();
  const before = await cluster.cpuSeconds();
  await settle();
  const cpu = (await cluster.cpuSeconds()) - before;
  return [
    { name: 'embedded: engine with 50 pods', value: formatBytes(await cluster.residentSize()), goal: 'under 150 MiB' },
    { name: 'embedded: engine with 50 idle pods', value: `${(cpu * 10).toFixed(1)}% of a core`, goal: '-' },
  ];
}

/** From the Deployment to its last ready pod. */
export async function benchStart(): Promise<Figure[]> {
  await using cluster = await Cluster.start();
  const seconds = (await timed(() => startSleepers(cluster.client, 200))) / 1000;
  const engine = await cluster.cpuSeconds();
  return [
    { name: 'embedded: 200 sleeping pods started', value: `${seconds.toFixed(1)} s`, goal: 'under 30 s' },
    { name: 'embedded: CPU of the engine meanwhile', value: `${engine.toFixed(1)} s`, goal: '-' },
  ];
}

function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 10_000));
}
