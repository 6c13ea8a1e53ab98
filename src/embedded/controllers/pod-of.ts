import type { NewObject } from '../store/object.ts';
import type { AnyObject, PodTemplate } from './models/object.ts';
import { controllerReference } from './owner.ts';

/** A pod of a template, owned by `owner` and named after it. */
export function podOf(owner: AnyObject, template: PodTemplate): NewObject {
  const { labels, annotations, finalizers } = template.metadata ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: `${owner.metadata.name}-`,
      namespace: owner.metadata.namespace ?? '',
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
      ...(finalizers === undefined ? {} : { finalizers }),
      ownerReferences: [controllerReference(owner)],
    },
    spec: template.spec,
  };
}
