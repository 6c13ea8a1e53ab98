import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { downKind, findKind, upKind } from '../../../src/cluster/kind.ts';
import { newestLocalNodeImage } from '../../../src/cluster/node-image.ts';
import { projectRoot } from '../../../src/shared/places.ts';
import { Sandbox } from '../cli/sandbox.ts';
import { FakeApiServer, list } from '../kube/fake-api-server.ts';

const madeByUs = 'echo "node-labels: lab.run/made-by=leaklab"';

let sandbox: Sandbox;
let server: FakeApiServer;
let progress: string[];
const options = { onProgress: (text: string) => void progress.push(text) };

beforeEach(async () => {
  sandbox = new Sandbox();
  server = await FakeApiServer.start();
  server.on('GET /api/v1/nodes', list('1', node('False')), list('2', node('True')));
  progress = [];
  sandbox.file(
    'kubeconfig',
    readFileSync(server.kubeconfig, 'utf8').replace('"name":"fake","context"', '"name":"kind-leaklab","context"'),
  );
  // A machine whose kind makes clusters by writing their names down.
  const clusters = `${sandbox.folder}/clusters`;
  sandbox.program(
    'kind',
    `case "$*" in
       version) echo kind ;;
       "get clusters") [ -e ${clusters} ] && echo leaklab || true ;;
       "get nodes"*) echo leaklab-control-plane ;;
       "get kubeconfig"*) while read -r line; do echo "$line"; done <${sandbox.folder}/kubeconfig; [ -z "$line" ] || echo "$line" ;;
       "create cluster"*) [ ! -e ${sandbox.folder}/offline ] || case "$*" in *--image*) ;; *) echo "ERROR: failed to pull image" >&2; exit 1 ;; esac
         echo >${clusters} ;;
     esac`,
  );
  sandbox.program(
    'docker',
    `case "$1" in exec) ${madeByUs} ;; images) printf 'kindest/node:v1.9.1\\nkindest/node:v1.34.0\\nkindest/node:<none>\\n' ;; esac`,
  );
  for (const [name, value] of Object.entries(sandbox.environment)) vi.stubEnv(name, value);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
  sandbox.remove();
});

function node(ready: string): object {
  return { metadata: { name: 'leaklab-control-plane' }, status: { conditions: [{ type: 'Ready', status: ready }] } };
}

function kindCalls(verb: string): string[] {
  return sandbox.calls().filter((call) => call.startsWith(`kind ${verb}`));
}

describe("leaklab's kind cluster", () => {
  test("is made from leaklab's configuration, with a kubeconfig of its own, and waited for", async () => {
    const { name, context, nodes, kubeconfig, kindName } = await upKind(options);
    const own = join(sandbox.folder, 'home/kubeconfig');
    expect({ name, context, nodes, kubeconfig, kindName }).toEqual({
      name: 'kind cluster "leaklab"',
      context: 'kind-leaklab',
      nodes: ['leaklab-control-plane'],
      kubeconfig: own,
      kindName: 'leaklab',
    });
    const config = join(projectRoot, 'manifests/kind/cluster.yaml');
    expect(kindCalls('create')).toEqual([`kind create cluster --name leaklab --config ${config} --kubeconfig ${own}`]);
    expect(server.asked()).toHaveLength(2);
  });

  test('has a kubeconfig that only its user may read', async () => {
    const { kubeconfig } = await upKind(options);
    expect(statSync(kubeconfig).mode & 0o777).toBe(0o600);
  });

  test('is used again when it is there', async () => {
    await upKind(options);
    await upKind(options);
    expect(kindCalls('create')).toHaveLength(1);
  });

  test('is made once by two that start at once', async () => {
    await Promise.all([upKind(options), upKind(options)]);
    expect(kindCalls('create')).toHaveLength(1);
  });

  test('is made from the node image that is wanted', async () => {
    vi.stubEnv('LEAKLAB_KIND_NODE_IMAGE', 'kindest/node:v1.33.1');
    await upKind(options);
    expect(kindCalls('create')[0]).toMatch(/ --image kindest\/node:v1\.33\.1$/);
  });

  test("is made from the newest image that Docker has where kind's own cannot be pulled", async () => {
    sandbox.file('offline', '');
    await upKind(options);
    expect(kindCalls('create').at(-1)).toMatch(/ --image kindest\/node:v1\.34\.0$/);
    expect(progress.at(1)).toMatch(/cannot be pulled here; using kindest\/node:v1\.34\.0/);
  });

  test('cannot be made where there is no image: what to do is told', async () => {
    sandbox.file('offline', '');
    sandbox.program('docker', '');
    await expect(upKind(options)).rejects.toMatchObject({
      kind: 'environment',
      message: 'kind could not create the cluster "leaklab"',
      hint: expect.stringMatching(/^LEAKLAB_KIND_NODE_IMAGE=/),
    });
  });

  test('is deleted by its name', async () => {
    await upKind(options);
    expect(await downKind(options)).toBe(true);
    expect(kindCalls('delete')[0]).toMatch(/^kind delete cluster --name leaklab /);
  });

  test('that is not there is neither found nor deleted', async () => {
    expect([await findKind(), await downKind(options), kindCalls('delete')]).toEqual([undefined, false, []]);
  });
});

test('the newest node image is the one with the highest version', async () => {
  expect(await newestLocalNodeImage()).toBe('kindest/node:v1.34.0');
});
