/** An engine to be killed: runs one pod until then. Prints what limits there are, and the pod's log. Arguments: its folder, the pod's program, its kind of limits. */
import { startKubelet } from '../../../../src/embedded/kubelet/start.ts';
import { createStore } from '../../../../src/embedded/store/create-store.ts';
import { waitUntil } from '../../../../src/shared/retry.ts';

const [folder = '', entry = '', limits] = process.argv.slice(2);
const store = createStore();
store.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'lab' } });
const kubelet = await startKubelet({
  store,
  nodeName: 'node',
  folder,
  images: () => ({ entry }),
  limits: limits === 'watchdog' ? 'watchdog' : 'kernel',
});
store.create('pods', {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'one', namespace: 'lab' },
  spec: {
    nodeName: 'node',
    containers: [{ name: 'main', image: 'any:1', resources: { limits: { memory: '128Mi' } } }],
  },
});
process.stdout.write(`${kubelet.describe()}\n`);
await waitUntil({ for: 'the pod to run', within: 10, every: 0.02 }, () => {
  const { status } = store.get({ resource: 'pods', namespace: 'lab', name: 'one' });
  return JSON.stringify(status ?? {}).includes('"running"') ? true : undefined;
});
const never = new AbortController().signal;
for await (const chunk of kubelet.log('lab', 'one', { follow: true }, never)) process.stdout.write(chunk);
