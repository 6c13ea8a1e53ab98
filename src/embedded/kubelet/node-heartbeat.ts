import type { KubeletContext } from './context.ts';
import { nodeConditions, nodeObject } from './node-object.ts';
import { apiTime } from './timestamp.ts';

/** As the kubelet's nodeStatusReportFrequency would be for a busy node; Ready carries the time of the last. */
const heartbeatEvery = 60_000;

/** Registers the node and tells again and again that it is ready. Gives a function that ends it. */
export function keepNode({ store, clock, nodeName, addresses, capacity, record }: KubeletContext): () => void {
  const since = apiTime(clock.now());
  const key = { resource: 'nodes', name: nodeName };
  const node = nodeObject({ name: nodeName, address: addresses.node, capacity, now: clock.now() });
  const { metadata } = store.find(key) ?? store.create('nodes', node);
  // A store may take no status with a new object, as the API server does.
  store.modify(key, (object) => ({ ...object, status: node['status'] }), 'status');
  const subject = { kind: 'Node', name: nodeName, uid: metadata.uid, apiVersion: 'v1' };
  record(subject, 'Normal', 'Starting', 'Starting kubelet.');
  record(subject, 'Normal', 'NodeReady', `Node ${nodeName} status is now: NodeReady`);
  const timer = setInterval(() => {
    const conditions = nodeConditions(apiTime(clock.now()), since);
    store.modify(key, (object) => ({ ...object, status: { ...statusOf(object), conditions } }), 'status');
  }, heartbeatEvery);
  timer.unref();
  return () => clearInterval(timer);
}

function statusOf(object: Record<string, unknown>): object {
  const { status } = object;
  return typeof status === 'object' && status !== null ? status : {};
}
