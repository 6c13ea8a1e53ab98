import { kindByName } from '../../kinds/registry.ts';
import type { Namespace } from '../models/namespace.ts';
import type { AnyObject } from '../models/object.ts';
import { timestamp } from '../../store/new-object.ts';

/** What a namespace on its way out says of what is left in it (pkg/controller/namespace/deletion/status_condition_utils.go). */
export function contentConditions({ status }: Namespace, left: AnyObject[], now: number) {
  const remaining = tell(countBy(left, resourceOf), (name, count) => `${name} has ${count} resource instances`);
  const held = left.flatMap(({ metadata }) => metadata.finalizers ?? []);
  const finalizers = tell(
    countBy(held, (name) => name),
    (name, count) => `${name} in ${count} resource instances`,
  );
  const wanted = [
    ['NamespaceDeletionDiscoveryFailure', 'False', 'ResourcesDiscovered', 'All resources successfully discovered'],
    [
      'NamespaceDeletionGroupVersionParsingFailure',
      'False',
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
    ],
    [
      'NamespaceDeletionContentFailure',
      'False',
      'ContentDeleted',
      'All content successfully deleted, may be waiting on finalization',
    ],
    remaining === ''
      ? ['NamespaceContentRemaining', 'False', 'ContentRemoved', 'All content successfully removed']
      : ['NamespaceContentRemaining', 'True', 'SomeResourcesRemain', `Some resources are remaining: ${remaining}`],
    finalizers === ''
      ? [
          'NamespaceFinalizersRemaining',
          'False',
          'ContentHasNoFinalizers',
          'All content-preserving finalizers finished',
        ]
      : [
          'NamespaceFinalizersRemaining',
          'True',
          'SomeFinalizersRemain',
          `Some content in the namespace has finalizers remaining: ${finalizers}`,
        ],
  ];
  return wanted.map(([type = '', value = '', reason, message]) => {
    const before = status?.conditions?.find((condition) => condition.type === type);
    const kept = before?.status === value ? before.lastTransitionTime : undefined;
    return { type, status: value, lastTransitionTime: kept ?? timestamp(now), reason, message };
  });
}

function resourceOf({ apiVersion, kind }: AnyObject): string {
  const info = kindByName(apiVersion, kind);
  return info === undefined ? kind : `${info.plural}.${info.group}`;
}

function countBy<T>(items: T[], nameOf: (item: T) => string): [string, number][] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(nameOf(item), (counts.get(nameOf(item)) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

function tell(counts: [string, number][], of: (name: string, count: number) => string): string {
  return counts.map(([name, count]) => of(name, count)).join(', ');
}
