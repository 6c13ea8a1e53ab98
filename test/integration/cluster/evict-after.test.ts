import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import type { Cluster } from '../../../src/cluster/cluster.ts';
import { evictAfter } from '../../../src/cluster/evict-after.ts';
import { Sandbox } from '../cli/sandbox.ts';
import { failure, FakeApiServer, json } from '../kube/fake-api-server.ts';

const node = 'lab-control-plane';
const kubelet = `GET /api/v1/nodes/${node}/proxy`;
const gib = 2 ** 30;
const options = { onProgress: () => {} };
const inEffect = (threshold: number) =>
  json({ kubeletconfig: { evictionHard: { 'memory.available': String(threshold) } } });

let sandbox: Sandbox;
let server: FakeApiServer;
let cluster: Cluster;

beforeEach(async () => {
  sandbox = new Sandbox();
  server = await FakeApiServer.start();
  server.on(`${kubelet}/stats/summary`, json({ node: { memory: { availableBytes: 20 * gib } } }));
  // A node whose kubelet's configuration can be read, and written to a file of the sandbox.
  sandbox.program(
    'docker',
    `case "$*" in
       *" cat "*) printf 'kind: KubeletConfiguration\\nevictionHard:\\n  nodefs.available: 0%%\\nfailSwapOn: false\\n' ;;
       *" cp /dev/stdin "*) while read -r line; do case "$line" in *:\\ *) echo "$line" ;; esac; done >${sandbox.folder}/written ;;
     esac`,
  );
  for (const [name, value] of Object.entries(sandbox.environment)) vi.stubEnv(name, value);
  cluster = {
    name: 'kind cluster "lab"',
    origin: 'kind',
    kubeconfig: server.kubeconfig,
    context: 'fake',
    api: server.api(),
    nodes: [node],
    kindName: 'lab',
    limits: 'kernel',
    close: () => Promise.resolve(),
  };
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
  sandbox.remove();
});

function written(): unknown {
  return parse(readFileSync(join(sandbox.folder, 'written'), 'utf8'));
}

describe('a kubelet that is to evict', () => {
  test('gets a threshold below what it has left now, and is waited for until it has it', async () => {
    server.on(`${kubelet}/configz`, failure(502, 'BadGateway', 'starting'), inEffect(20 * gib), inEffect(19 * gib));
    await evictAfter(cluster, gib, options);
    expect(written()).toMatchObject({ 'memory.available': String(19 * gib), evictionPressureTransitionPeriod: '5s' });
    expect(server.requests.filter(({ path }) => path.endsWith('/configz'))).toHaveLength(3);
  });

  test('keeps what its configuration has besides, and is started anew once it is written', async () => {
    server.on(`${kubelet}/configz`, inEffect(19 * gib));
    await evictAfter(cluster, gib, options);
    expect(written()).toMatchObject({ kind: 'KubeletConfiguration', 'nodefs.available': '0%', failSwapOn: false });
    expect(sandbox.calls().map((call) => call.replace(/^docker exec (-i )?\S+ /, ''))).toEqual([
      'cat /var/lib/kubelet/config.yaml',
      'cp /dev/stdin /var/lib/kubelet/config.yaml',
      'systemctl restart kubelet',
    ]);
  });

  test('is left alone where the node has no more than that', async () => {
    await expect(evictAfter(cluster, 20 * gib, options)).rejects.toMatchObject({ kind: 'environment' });
    expect(sandbox.calls()).toEqual([]);
  });
});
