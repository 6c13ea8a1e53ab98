import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openEvicting } from '../../../src/cluster/evicting.ts';
import { Sandbox } from '../cli/sandbox.ts';
import { FakeApiServer, list } from '../kube/fake-api-server.ts';

const name = 'leaklab-evicting';
let sandbox: Sandbox;
let server: FakeApiServer;
let progress: string[];
const options = { onProgress: (text: string) => void progress.push(text) };

beforeEach(async () => {
  sandbox = new Sandbox();
  server = await FakeApiServer.start();
  const conditions = [{ type: 'Ready', status: 'True' }];
  server.on('GET /api/v1/nodes', list('1', { metadata: { name: `${name}-control-plane` }, status: { conditions } }));
  progress = [];
  const kubeconfig = readFileSync(server.kubeconfig, 'utf8');
  sandbox.file('kubeconfig', kubeconfig.replace('"name":"fake","context"', `"name":"kind-${name}","context"`));
  const made = `${sandbox.folder}/made`;
  sandbox.program(
    'kind',
    `case "$*" in
       version) echo kind ;;
       "get clusters") [ -e ${made} ] && echo ${name} || true ;;
       "get nodes"*) echo ${name}-control-plane ;;
       "get kubeconfig"*) while read -r line; do echo "$line"; done <${sandbox.folder}/kubeconfig; [ -z "$line" ] || echo "$line" ;;
       "create cluster"*) echo >${made} ;;
     esac`,
  );
  sandbox.program('docker', 'case "$1" in exec) echo "node-labels: lab.run/made-by=leaklab" ;; esac');
  for (const [key, value] of Object.entries(sandbox.environment)) vi.stubEnv(key, value);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
  sandbox.remove();
});

const kindCalls = (verb: string) => sandbox.calls().filter((call) => call.startsWith(`kind ${verb}`));

describe('a cluster for a fault that starves its node', () => {
  test('has a name and a kubeconfig beside those of the shared one', async () => {
    const { kindName, kubeconfig, evicts } = await openEvicting({ keep: false }, options);
    const own = join(sandbox.folder, 'home/kubeconfig-evicting');
    expect({ kindName, kubeconfig, evicts }).toEqual({ kindName: name, kubeconfig: own, evicts: true });
  });

  test('is deleted when it is closed, also after the run was interrupted', async () => {
    const interrupted = new AbortController();
    const cluster = await openEvicting({ keep: false }, { ...options, signal: interrupted.signal });
    interrupted.abort();
    await cluster.close();
    expect(kindCalls('delete')).toEqual([
      `kind delete cluster --name ${name} --kubeconfig ${sandbox.folder}/home/kubeconfig-evicting`,
    ]);
  });

  test('is kept where that is asked for, and how to delete it is told', async () => {
    const cluster = await openEvicting({ keep: true }, options);
    await cluster.close();
    expect(kindCalls('delete')).toEqual([]);
    expect(progress.at(-1)).toMatch(/LEAKLAB_CLUSTER=leaklab-evicting leaklab cluster down --on kind$/);
  });
});
