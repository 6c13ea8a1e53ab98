import { same } from '../canonical.ts';
import { keyOf, locate, parseKey } from '../controller.ts';
import type { Context, ControllerPlan } from '../controller.ts';
import { containsAll } from '../labels.ts';
import { listOf } from '../models/object.ts';
import { readPod } from '../models/pod.ts';
import { readEndpointSlice, readService } from '../models/service.ts';
import type { EndpointSlice, Service } from '../models/service.ts';
import { controllerReference } from '../owner.ts';
import { timestamp } from '../../store/new-object.ts';
import { groupEndpoints } from './endpoints.ts';
import type { EndpointGroup } from './endpoints.ts';

const resource = 'endpointslices.discovery.k8s.io';
const managedBy = 'endpointslice-controller.k8s.io';
const managedByLabel = 'endpointslice.kubernetes.io/managed-by';
const serviceLabel = 'kubernetes.io/service-name';
const triggerAnnotation = 'endpoints.kubernetes.io/last-change-trigger-time';

/** Keeps the addresses of the pods that a Service selects in its EndpointSlices, one for each set of ports. */
export function endpointSliceController(context: Context): ControllerPlan {
  return {
    name: 'endpointslice',
    sources: [
      { resource: 'services', keys: (service) => [keyOf(service)] },
      // A pod that changed its labels concerns the Service that it leaves too: ask all, they are few.
      { resource: 'pods', keys: ({ metadata }) => servicesIn(context, metadata.namespace) },
      { resource, keys: ({ metadata }) => ownService(metadata) },
    ],
    sync: (key) => syncService(context, key),
  };
}

function syncService(context: Context, key: string): undefined {
  const { store } = context;
  const stored = store.find(parseKey('services', key));
  // Slices of a Service that is gone go with it: it owns them.
  if (stored === undefined) return;
  const service = readService(stored);
  const { selector, type } = service.spec;
  if (selector === undefined || type === 'ExternalName' || service.metadata.deletionTimestamp !== undefined) return;
  const { namespace } = service.metadata;
  const pods = listOf(store, readPod, { resource: 'pods', namespace }).filter(({ metadata }) =>
    containsAll(metadata.labels ?? {}, selector),
  );
  const groups = groupEndpoints(service, pods);
  const wanted: (EndpointGroup | undefined)[] = groups.length === 0 ? [undefined] : groups;
  const left = slicesOf(context, service);
  const without: (EndpointGroup | undefined)[] = [];
  for (const group of wanted) {
    const match = left.findIndex(({ ports }) => same(ports ?? [], group?.ports ?? []));
    if (match === -1) without.push(group);
    else for (const slice of left.splice(match, 1)) writeSlice(context, service, slice, group);
  }
  for (const group of without) {
    const slice = left.shift();
    if (slice === undefined) createSlice(context, service, group);
    else writeSlice(context, service, slice, group);
  }
  for (const slice of left) store.delete(locate(resource, slice));
}

function slicesOf({ store }: Context, { metadata }: Service): EndpointSlice[] {
  return listOf(store, readEndpointSlice, { resource, namespace: metadata.namespace }).filter(
    (slice) =>
      containsAll(slice.metadata.labels ?? {}, { [serviceLabel]: metadata.name, [managedByLabel]: managedBy }) &&
      slice.metadata.deletionTimestamp === undefined,
  );
}

function createSlice(context: Context, service: Service, group: EndpointGroup | undefined): void {
  const { name, namespace = '' } = service.metadata;
  // Straight to the store: `null` for none is what the real one writes, and what the API's decoding would drop.
  context.store.create(resource, {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      generateName: `${name}-`,
      namespace,
      labels: labelsOf(service),
      annotations: { [triggerAnnotation]: timestamp(context.clock.now()) },
      ownerReferences: [controllerReference(service)],
    },
    addressType: 'IPv4',
    endpoints: group?.endpoints ?? null,
    ports: group?.ports ?? null,
  });
}

function writeSlice(context: Context, service: Service, slice: EndpointSlice, group: EndpointGroup | undefined): void {
  const endpoints = group?.endpoints ?? null;
  const ports = group?.ports ?? null;
  const labels = labelsOf(service);
  const present = { endpoints: slice.endpoints ?? null, ports: slice.ports ?? null, labels: slice.metadata.labels };
  if (same(present, { endpoints, ports, labels })) return;
  const time = timestamp(context.clock.now());
  context.store.modify(locate(resource, slice), (found) => {
    const annotations = { ...found.metadata.annotations, [triggerAnnotation]: time };
    return { ...found, metadata: { ...found.metadata, labels, annotations }, endpoints, ports };
  });
}

/** The Service's own labels, and those by which its slices are found. */
function labelsOf({ metadata, spec }: Service): Record<string, string> {
  return {
    ...metadata.labels,
    [managedByLabel]: managedBy,
    [serviceLabel]: metadata.name,
    ...(spec.clusterIP === 'None' ? { 'service.kubernetes.io/headless': '' } : {}),
  };
}

function servicesIn({ store }: Context, namespace: string | undefined): string[] {
  return listOf(store, readService, { resource: 'services', namespace }).map(keyOf);
}

function ownService({
  namespace = '',
  labels = {},
}: {
  namespace?: string;
  labels?: Record<string, string>;
}): string[] {
  const name = labels[serviceLabel];
  return labels[managedByLabel] === managedBy && name !== undefined ? [`${namespace}/${name}`] : [];
}
