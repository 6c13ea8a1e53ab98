import type { Served } from './served.ts';

/** apidiscovery.k8s.io/v2 APIGroupDiscoveryList: all of /api, or all of /apis, in one answer. */
export function aggregatedDiscovery(resources: Served[]): object {
  const groups = [...new Set(resources.map(({ group }) => group))];
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: groups.map((group) =>
      groupItem(
        group,
        resources.filter((resource) => resource.group === group),
      ),
    ),
  };
}

export const aggregatedType = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

function groupItem(group: string, resources: Served[]): object {
  const versions = [...new Set(resources.map(({ version }) => version))];
  return {
    metadata: group === '' ? {} : { name: group },
    versions: versions.map((version) => ({
      version,
      resources: resources.filter((resource) => resource.version === version).map(resourceItem),
      freshness: 'Current',
    })),
  };
}

function resourceItem(resource: Served): object {
  const { group, version, kind, plural, singular, namespaced, verbs, shortNames, categories, subresources } = resource;
  return {
    resource: plural,
    responseKind: { group, version, kind },
    scope: namespaced ? 'Namespaced' : 'Cluster',
    singularResource: singular,
    verbs,
    ...(shortNames.length === 0 ? {} : { shortNames }),
    ...(categories.length === 0 ? {} : { categories }),
    ...(subresources.length === 0
      ? {}
      : {
          subresources: subresources.map(({ name, type, verbs: own }) => ({
            subresource: name,
            responseKind: type,
            verbs: own,
          })),
        }),
  };
}
