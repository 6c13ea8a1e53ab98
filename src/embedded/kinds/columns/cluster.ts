import type { Typed } from '../schema/typed.ts';
import { age } from './age.ts';
import { columns } from './column.ts';

export const namespaceColumns = columns('Namespace', ['Name', 'Status', 'Age'], ({ metadata, status }, now) => [
  metadata?.name ?? '',
  status?.phase ?? '',
  age(metadata?.creationTimestamp, now),
]);

export const nodeColumns = columns(
  'Node',
  [
    'Name',
    'Status',
    'Roles',
    'Age',
    'Version',
    '+Internal-IP',
    '+External-IP',
    '+OS-Image',
    '+Kernel-Version',
    '+Container-Runtime',
  ],
  (node, now) => {
    const info = node.status?.nodeInfo;
    return [
      node.metadata?.name ?? '',
      nodeStatus(node),
      roles(node.metadata?.labels ?? {}),
      age(node.metadata?.creationTimestamp, now),
      info?.kubeletVersion ?? '',
      address(node, 'InternalIP'),
      address(node, 'ExternalIP'),
      orUnknown(info?.osImage),
      orUnknown(info?.kernelVersion),
      orUnknown(info?.containerRuntimeVersion),
    ];
  },
);

export const leaseColumns = columns('Lease', ['Name', 'Holder', 'Age'], ({ metadata, spec }, now) => [
  metadata?.name ?? '',
  spec?.holderIdentity ?? '',
  age(metadata?.creationTimestamp, now),
]);

function nodeStatus({ spec, status }: Typed<'Node'>): string {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  const word = ready === undefined ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady';
  return spec?.unschedulable === true ? `${word},SchedulingDisabled` : word;
}

function roles(labels: Record<string, string>): string {
  const prefix = 'node-role.kubernetes.io/';
  const found = Object.keys(labels)
    .filter((label) => label.startsWith(prefix))
    .map((label) => label.slice(prefix.length))
    .toSorted();
  return found.length === 0 ? '<none>' : found.join(',');
}

function address({ status }: Typed<'Node'>, type: string): string {
  return status?.addresses?.find((one) => one.type === type)?.address ?? '<none>';
}

function orUnknown(text: string | undefined): string {
  return text === undefined || text === '' ? '<unknown>' : text;
}
