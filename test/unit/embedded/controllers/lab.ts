import { setImmediate as nextTurn } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { admit } from '../../../../src/embedded/controllers/admission/admit.ts';
import { readDeployment } from '../../../../src/embedded/controllers/models/deployment.ts';
import { readPod } from '../../../../src/embedded/controllers/models/pod.ts';
import type { Pod } from '../../../../src/embedded/controllers/models/pod.ts';
import { readReplicaSet } from '../../../../src/embedded/controllers/models/replica-set.ts';
import { prepared } from '../../../../src/embedded/controllers/prepared.ts';
import { startControllers } from '../../../../src/embedded/controllers/start.ts';
import { createStore } from '../../../../src/embedded/store/create-store.ts';
import type { NewObject, StoredObject } from '../../../../src/embedded/store/object.ts';
import { FakeKubelet } from './fake-kubelet.ts';
import { HandClock } from './hand-clock.ts';

export type Lab = Awaited<ReturnType<typeof startLab>>;

/** All controllers on an empty cluster with one node, a namespace `shop`, a clock turned by hand and a fake kubelet. */
export async function startLab({ memory = '1Gi', pods = '110' } = {}) {
  const clock = new HandClock();
  const store = createStore({ clock, admit });
  const errors: unknown[] = [];
  const controllers = startControllers(store, clock, {
    report: (_controller, _key, thrown) => errors.push(thrown),
    certificateAuthority: 'PEM',
  });
  const kubelet = new FakeKubelet(store, clock);
  onTestFinished(() => {
    controllers.stop();
    kubelet.stop();
  });
  store.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
  store.create('nodes', {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'node', labels: { disk: 'ssd' } },
    spec: {},
    status: { allocatable: { cpu: '2', memory, pods } },
  });
  await controllers.settled();

  const all = (resource: string) => store.list({ resource, namespace: 'shop' }).items;
  return {
    store,
    clock,
    kubelet,
    errors,
    settled: () => controllers.settled(),
    all,
    pods: (): Pod[] => all('pods').map(readPod),
    replicaSets: () => all('replicasets.apps').map(readReplicaSet),
    deployment: () => readDeployment(store.get({ resource: 'deployments.apps', namespace: 'shop', name: 'web' })),
    events: (reason?: string) =>
      all('events')
        .filter((event) => reason === undefined || event['reason'] === reason)
        .map((event) => String(event['message'])),
    /** Stores an object with the API's defaults and waits until the controllers have made of it what they make. */
    async create(resource: string, object: NewObject): Promise<StoredObject> {
      const created = store.create(resource, prepared(object));
      await controllers.settled();
      return created;
    },
    async change(resource: string, name: string, change: (object: StoredObject) => StoredObject, part?: 'status') {
      store.modify({ resource, namespace: 'shop', name }, change, part);
      await controllers.settled();
    },
    async turn(seconds: number) {
      clock.turn(seconds * 1000);
      // The sleepers wake first.
      await nextTurn();
      await controllers.settled();
    },
  };
}
