import type { Typed } from '../schema/typed.ts';

/** Seconds: three hours. */
const affinityTimeout = 10_800;

export function setServiceDefaults(service: Typed<'Service'>): void {
  const spec = (service.spec ??= {});
  spec.type ??= 'ClusterIP';
  spec.sessionAffinity ??= 'None';
  if (spec.sessionAffinity === 'ClientIP') {
    spec.sessionAffinityConfig ??= { clientIP: { timeoutSeconds: affinityTimeout } };
  }
  for (const port of spec.ports ?? []) {
    port.protocol ??= 'TCP';
    if ((port.targetPort ?? 0) === 0 || port.targetPort === '') port.targetPort = port.port ?? 0;
  }
  if (spec.type === 'NodePort' || spec.type === 'LoadBalancer') spec.externalTrafficPolicy ??= 'Cluster';
  if (spec.type !== 'ExternalName') spec.internalTrafficPolicy ??= 'Cluster';
}

/** What the cluster gave a Service stays its own when an update leaves it out. */
export function keepServiceAddress(service: Typed<'Service'>, old: Typed<'Service'>): void {
  const spec = (service.spec ??= {});
  const before = old.spec ?? {};
  if ((spec.type ?? 'ClusterIP') === 'ExternalName' || before.type === 'ExternalName') return;
  if ((spec.clusterIP ?? '') === '')
    Object.assign(spec, { clusterIP: before.clusterIP, clusterIPs: before.clusterIPs });
  spec.ipFamilies ??= before.ipFamilies;
  spec.ipFamilyPolicy ??= before.ipFamilyPolicy;
}

export function setEndpointSliceDefaults(slice: Typed<'EndpointSlice'>): void {
  for (const port of slice.ports ?? []) {
    port.name ??= '';
    port.protocol ??= 'TCP';
  }
}
