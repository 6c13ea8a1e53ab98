import { z } from 'zod';
import { waitUntil } from '../../src/shared/retry.ts';
import type { Client } from './client.ts';

const deploymentSchema = z.object({ status: z.object({ readyReplicas: z.int().default(0) }) });

/** A Deployment of an app that does nothing but sleep; resolves when all of its pods are ready. */
export async function startSleepers(client: Client, replicas: number): Promise<void> {
  const labels = { app: 'sleeper' };
  const container = {
    name: 'sleeper',
    image: 'sleeper:1',
    command: ['sleep', 'infinity'],
    resources: { limits: { memory: '16Mi' } },
  };
  await client.call('POST', '/apis/apps/v1/namespaces/default/deployments', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'sleeper' },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container] } },
    },
  });
  await waitUntil({ for: `${replicas} sleepers to be ready`, within: 300, every: 0.1 }, async () => {
    const answer = await client.call('GET', '/apis/apps/v1/namespaces/default/deployments/sleeper');
    return deploymentSchema.parse(JSON.parse(answer)).status.readyReplicas === replicas || undefined;
  });
}
