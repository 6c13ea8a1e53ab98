import type { Typed } from '../schema/typed.ts';
import { age } from './age.ts';
import { columns } from './column.ts';
import { firstThree, formatLabels } from './text.ts';

export const serviceColumns = columns(
  'Service',
  ['Name', 'Type', 'Cluster-IP', 'External-IP', 'Port(s)', 'Age', '+Selector'],
  (service, now) => [
    service.metadata?.name ?? '',
    service.spec?.type ?? '',
    service.spec?.clusterIPs?.[0] ?? service.spec?.clusterIP ?? '<none>',
    externalAddress(service),
    ports(service.spec?.ports ?? []),
    age(service.metadata?.creationTimestamp, now),
    formatLabels(service.spec?.selector),
  ],
);

export const endpointSliceColumns = columns(
  'EndpointSlice',
  ['Name', 'AddressType', 'Ports', 'Endpoints', 'Age'],
  ({ metadata, addressType, ports: slicePorts, endpoints }, now) => [
    metadata?.name ?? '',
    addressType ?? '',
    firstThree((slicePorts ?? []).map(({ port }) => (port === undefined ? '*' : String(port)))),
    firstThree((endpoints ?? []).flatMap(({ addresses }) => addresses ?? [])),
    age(metadata?.creationTimestamp, now),
  ],
);

function externalAddress({ spec, status }: Typed<'Service'>): string {
  const given = spec?.externalIPs ?? [];
  if (spec?.type === 'ExternalName') return spec.externalName ?? '';
  if (spec?.type !== 'LoadBalancer') return given.length === 0 ? '<none>' : given.join(',');
  const balanced = (status?.loadBalancer?.ingress ?? []).flatMap(({ ip, hostname }) => ip ?? hostname ?? []);
  const all = [...balanced, ...given];
  return all.length === 0 ? '<pending>' : all.join(',');
}

function ports(list: Typed<'ServicePort'>[]): string {
  if (list.length === 0) return '<none>';
  return list
    .map(({ port, nodePort = 0, protocol }) => `${port}${nodePort > 0 ? `:${nodePort}` : ''}/${protocol}`)
    .join(',');
}
