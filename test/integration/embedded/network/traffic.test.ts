import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmbedded } from '../../../../src/embedded/start.ts';
import type { Embedded } from '../../../../src/embedded/start.ts';
import { Connection } from '../../../../src/kube/connection.ts';
import { KubeApi } from '../../../../src/kube/api.ts';
import { waitUntil } from '../../../../src/shared/retry.ts';

const base = mkdtempSync(join(tmpdir(), 'traffic-'));
/** Answers with its own name, on its pod's address. */
const server = `
  import { createServer } from 'node:http';
  import { hostname } from 'node:os';
  createServer((_, response) => response.end(hostname())).listen(8371, process.env.HOST);
  process.on('SIGTERM', () => process.exit(0));
`;
/** Asks the address of its argument again and again, each time on a new connection. */
const client = `
  import { request } from 'node:http';
  const ask = () => new Promise((resolve) => {
    const sent = request(process.argv[2], { agent: false }, (response) => response.on('data', resolve));
    sent.on('error', (error) => resolve(error.code));
    sent.end();
  });
  setInterval(async () => console.log(String(await ask())), 100);
`;
let embedded: Embedded;
let api: KubeApi;

beforeAll(async () => {
  for (const [name, script] of Object.entries({ server, client })) writeFileSync(join(base, `${name}.mjs`), script);
  const images = (reference: string) => ({ entry: join(base, `${reference.replace(/:.*/, '')}.mjs`) });
  embedded = await startEmbedded({ folder: join(base, 'node'), images });
  const kubeconfig = join(base, 'kubeconfig');
  writeFileSync(kubeconfig, embedded.kubeconfig('traffic'));
  api = new KubeApi(Connection.open(kubeconfig, 'traffic'));
});
afterAll(async () => {
  await embedded.stop();
  rmSync(base, { recursive: true });
});

const labels = { app: 'web' };
const deployment = (replicas: number) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'default' },
  spec: {
    replicas,
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        containers: [
          {
            name: 'main',
            image: 'server:1',
            ports: [{ name: 'http', containerPort: 8371 }],
            readinessProbe: { tcpSocket: { port: 'http' }, periodSeconds: 1 },
          },
        ],
      },
    },
  },
});
const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'default' },
  spec: { selector: labels, ports: [{ name: 'web', port: 8372, targetPort: 'http' }] },
};

/** The last lines of the asking pod. */
async function heard(): Promise<string[]> {
  return (await api.log('default', 'asking', 'main', false)).trimEnd().split('\n').slice(-12);
}

test('a pod reaches all pods of a Service by its name, and is refused when there are none', async () => {
  const host = embedded.describe().includes('names by') ? 'web' : '$(WEB_SERVICE_HOST)';
  await api.apply(deployment(2));
  await api.apply(service);
  await api.apply({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'asking', namespace: 'default' },
    spec: {
      containers: [{ name: 'main', image: 'client:1', args: [`http://${host}:8372`] }],
    },
  });
  let seen: string[] = [];
  const wait = { within: 30, every: 0.3, evidence: () => seen.join(' ') };
  const both = await waitUntil({ for: 'answers of both pods', ...wait }, async () => {
    seen = await heard().catch(() => []);
    const names = new Set(seen.filter((line) => line.startsWith('web-')));
    return names.size === 2 ? names : undefined;
  });
  const { items } = await api.list({ apiVersion: 'v1', kind: 'Pod' }, { labelSelector: 'app=web' });
  expect([...both].sort()).toEqual(items.map(({ metadata }) => metadata.name).sort());

  await api.apply(deployment(0));
  const refused = await waitUntil({ for: 'nothing but refusals', ...wait }, async () => {
    seen = await heard();
    return seen.every((line) => line === 'ECONNREFUSED') ? 'refused' : undefined;
  });
  expect(refused).toBe('refused');
});
