import type { Served } from './served.ts';

/** GET /api */
export function apiVersions(address: string): object {
  const serverAddressByClientCIDRs = [{ clientCIDR: '0.0.0.0/0', serverAddress: address }];
  return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs };
}

/** GET /apis */
export function apiGroupList(resources: Served[]): object {
  const names = new Set(resources.map(({ group }) => group).filter((group) => group !== ''));
  const groups = [...names].map((name) => groupOf(name, resources));
  return { kind: 'APIGroupList', apiVersion: 'v1', groups };
}

/** GET /apis/GROUP; undefined for a group that is not served. */
export function apiGroup(name: string, resources: Served[]): object | undefined {
  if (!resources.some(({ group }) => group === name)) return undefined;
  return { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(name, resources) };
}

/** GET /api/v1 and /apis/GROUP/VERSION; undefined for a version that is not served. */
export function apiResourceList(group: string, version: string, resources: Served[]): object | undefined {
  const own = resources.filter((resource) => resource.group === group && resource.version === version);
  if (own.length === 0) return undefined;
  const groupVersion = group === '' ? version : `${group}/${version}`;
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: own.flatMap(entries) };
}

function groupOf(name: string, resources: Served[]): object {
  const own = resources.filter(({ group }) => group === name);
  const versions = [...new Set(own.map(({ version }) => version))].map((version) => ({
    groupVersion: `${name}/${version}`,
    version,
  }));
  return { name, versions, preferredVersion: versions[0] };
}

function entries({
  plural,
  singular,
  namespaced,
  kind,
  verbs,
  shortNames,
  categories,
  subresources,
}: Served): object[] {
  const whole = {
    name: plural,
    singularName: singular,
    namespaced,
    kind,
    verbs,
    ...(shortNames.length === 0 ? {} : { shortNames }),
    ...(categories.length === 0 ? {} : { categories }),
  };
  const parts = subresources.map(({ name, type, verbs: own }) => ({
    name: `${plural}/${name}`,
    singularName: '',
    namespaced,
    ...(name === 'status' || name === 'log' || name === 'finalize' ? {} : { group: type.group, version: type.version }),
    kind: type.kind,
    verbs: own,
  }));
  return [whole, ...parts];
}
