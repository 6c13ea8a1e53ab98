import { z } from 'zod';
import { messageOf } from '../../shared/errors.ts';
import type { StoredObject } from '../store/object.ts';
import type { Store } from '../store/store.ts';
import type { Slice } from './backends.ts';
import { readSlice } from './backends.ts';

export const sliceResource = 'endpointslices.discovery.k8s.io';
const serviceLabel = 'kubernetes.io/service-name';

const serviceSchema = z.looseObject({
  metadata: z.looseObject({ name: z.string(), namespace: z.string() }),
  spec: z.looseObject({
    type: z.string().default('ClusterIP'),
    clusterIP: z.string().default(''),
    ports: z
      .array(z.looseObject({ name: z.string().default(''), port: z.number(), protocol: z.string().default('TCP') }))
      .default([]),
  }),
});

/** A Service with what its slices say. */
export interface ServiceView {
  name: string;
  namespace: string;
  /** Undefined for one without an address of its own. */
  clusterIP: string | undefined;
  headless: boolean;
  ports: { name: string; port: number; protocol: string }[];
  slices: Slice[];
  object: StoredObject;
}

/** All Services of the cluster as they are now. */
export function servicesOf(store: Store): ServiceView[] {
  const slices = Map.groupBy(
    store.list({ resource: sliceResource }).items,
    ({ metadata: { namespace = '', labels = {} } }) => `${namespace}/${labels[serviceLabel] ?? ''}`,
  );
  return store.list({ resource: 'services' }).items.map((object) => {
    const { metadata, spec } = serviceSchema.parse(object);
    const { name, namespace } = metadata;
    const headless = spec.clusterIP === 'None';
    const without = headless || spec.clusterIP === '' || spec.type === 'ExternalName';
    return {
      name,
      namespace,
      clusterIP: without ? undefined : spec.clusterIP,
      headless,
      ports: spec.ports,
      slices: (slices.get(`${namespace}/${name}`) ?? []).map(readSlice),
      object,
    };
  });
}

/** Calls `listener` in a turn of its own after every change of a Service or of its endpoints, once for many. */
export function onServiceChange(store: Store, listener: () => void): () => void {
  let due: NodeJS.Immediate | undefined;
  const stops = ['services', sliceResource].map((resource) =>
    store.watch({ resource }, {}, () => {
      due ??= setImmediate(() => {
        due = undefined;
        try {
          listener();
        } catch (thrown) {
          // A full disk, or a defect of ours: neither is to end the cluster, and the next change tries again.
          process.emitWarning(`the network could not follow a change of Services: ${messageOf(thrown)}`);
        }
      });
    }),
  );
  return () => {
    for (const stop of stops) stop();
    clearImmediate(due);
  };
}
