import { z } from 'zod';
import type { Backend } from '../../network/backends.ts';
import { backendsOf, readSlice } from '../../network/backends.ts';
import { sliceResource } from '../../network/services.ts';
import type { StoredObject } from '../../store/object.ts';
import { badRequest } from '../../store/status-errors.ts';
import type { ApiContext } from '../http/context.ts';
import { serviceUnavailable } from '../http/errors.ts';

/** How a proxy path names its target: `[SCHEME:]NAME[:PORT]`. */
export interface ProxyName {
  scheme: string;
  name: string;
  /** A name or a number; empty for the default. */
  port: string;
}

const podSchema = z.looseObject({
  spec: z.looseObject({
    containers: z.array(
      z.looseObject({
        ports: z.array(z.looseObject({ name: z.string().optional(), containerPort: z.number() })).optional(),
      }),
    ),
  }),
});
const serviceSchema = z.looseObject({
  spec: z.looseObject({
    ports: z.array(z.looseObject({ name: z.string().optional(), port: z.number() })).optional(),
  }),
});
/** Undefined for a text that names nothing. */
export function parseProxyName(text: string): ProxyName | undefined {
  const parts = text.split(':');
  const [first = '', second = '', third = ''] = parts;
  if (parts.length > 3 || first === '') return undefined;
  if (parts.length === 3) return { scheme: first, name: second, port: third };
  return { scheme: '', name: first, port: second };
}

/** The pod's own address, and the port by its number, its name, or the first one. */
export function podBackend({ store, node }: ApiContext, namespace: string, { name, port }: ProxyName): Backend {
  const pod = store.get({ resource: 'pods', namespace, name });
  const address = node.address(namespace, name);
  if (address === undefined) throw badRequest(`address not allowed: pod "${name}" has no address yet`);
  return { address, port: podPort(pod, port) };
}

/** A ready endpoint of the service, any of them; ServiceUnavailable where there is none. */
export function serviceBackend({ store }: ApiContext, namespace: string, { name, port }: ProxyName): Backend {
  const { ports = [] } = serviceSchema.parse(store.get({ resource: 'services', namespace, name })).spec;
  const found = port === '' ? ports[0] : ports.find((one) => one.name === port || String(one.port) === port);
  if (found === undefined) throw serviceUnavailable(`no service port "${port}" found for service "${name}"`);
  const labelSelector = `kubernetes.io/service-name=${name}`;
  const slices = store.list({ resource: sliceResource, namespace, labelSelector }).items.map(readSlice);
  const backends = backendsOf(slices, found.name ?? '');
  const backend = backends[Math.floor(Math.random() * backends.length)];
  if (backend === undefined) throw serviceUnavailable(`no endpoints available for service "${name}"`);
  return backend;
}

function podPort(pod: StoredObject, wanted: string): number {
  const ports = podSchema.parse(pod).spec.containers.flatMap((container) => container.ports ?? []);
  if (/^\d+$/.test(wanted)) return Number(wanted);
  if (wanted === '') return ports[0]?.containerPort ?? 80;
  const found = ports.find(({ name }) => name === wanted);
  if (found === undefined) throw badRequest(`pod "${pod.metadata.name}" has no port named "${wanted}"`);
  return found.containerPort;
}
