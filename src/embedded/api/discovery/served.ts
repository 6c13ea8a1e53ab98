import { kinds } from '../../kinds/registry.ts';
import type { KindInfo } from '../../kinds/registry.ts';
import { reviews } from '../reviews/reviews.ts';

interface TypeName {
  group: string;
  version: string;
  kind: string;
}

/** A resource as discovery lists it. */
export interface Served {
  group: string;
  version: string;
  kind: string;
  plural: string;
  singular: string;
  namespaced: boolean;
  verbs: string[];
  shortNames: string[];
  categories: string[];
  subresources: { name: string; type: TypeName; verbs: string[] }[];
}

const allVerbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const partVerbs = ['get', 'patch', 'update'];
const proxyVerbs = ['create', 'delete', 'get', 'patch', 'update'];

/** Everything that this server answers to, in the order in which discovery shows it. */
export function served(): Served[] {
  return [
    ...kinds.map(ofKind),
    ...reviews.map(({ group, plural, kind }) => ({
      ...plain(group, 'v1', kind, plural, kind.toLowerCase()),
      namespaced: false,
      verbs: ['create'],
    })),
    { ...plain('metrics.k8s.io', 'v1beta1', 'NodeMetrics', 'nodes', ''), namespaced: false, verbs: ['get', 'list'] },
    { ...plain('metrics.k8s.io', 'v1beta1', 'PodMetrics', 'pods', ''), namespaced: true, verbs: ['get', 'list'] },
  ];
}

function ofKind(info: KindInfo): Served {
  const { group, version, kind, plural, singular, namespaced, shortNames, categories } = info;
  const subresources = [...info.subresources.map((name) => partOf(info, name)), ...more(info)];
  return {
    group,
    version,
    kind,
    plural,
    singular,
    namespaced,
    verbs: allVerbs,
    shortNames,
    categories,
    subresources: subresources.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

function partOf({ group, version, kind }: KindInfo, name: 'status' | 'scale'): Served['subresources'][number] {
  const type = name === 'status' ? { group, version, kind } : { group: 'autoscaling', version: 'v1', kind: 'Scale' };
  return { name, type, verbs: partVerbs };
}

function more({ group, version, kind, resource }: KindInfo): Served['subresources'] {
  const own = { group, version, kind };
  switch (resource) {
    case 'pods':
      return [
        { name: 'eviction', type: { group: 'policy', version: 'v1', kind: 'Eviction' }, verbs: ['create'] },
        { name: 'log', type: own, verbs: ['get'] },
        { name: 'proxy', type: { group, version, kind: 'PodProxyOptions' }, verbs: proxyVerbs },
      ];
    case 'services':
      return [{ name: 'proxy', type: { group, version, kind: 'ServiceProxyOptions' }, verbs: proxyVerbs }];
    case 'namespaces':
      return [{ name: 'finalize', type: own, verbs: ['update'] }];
    default:
      return [];
  }
}

function plain(group: string, version: string, kind: string, plural: string, singular: string) {
  return { group, version, kind, plural, singular, shortNames: [], categories: [], subresources: [] };
}
