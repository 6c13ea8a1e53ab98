import type { AnyObject } from '../../evidence/objects.ts';
import { referenceOf } from '../../kube/api.ts';
import { isNotFound } from '../../kube/failure.ts';
import type { RunContext } from '../context.ts';

/** A strategic-merge patch where the object is there, else the object itself is made. */
export async function applyPatch({ lab, namespace, signal }: RunContext, patch: AnyObject): Promise<string> {
  const { api } = lab.cluster;
  const object = inNamespace(patch, namespace);
  const reference = { ...referenceOf(patch), namespace };
  const label = `${reference.kind} ${patch.metadata.name}`;
  const exists = await api.get(reference, signal).then(
    () => true,
    (thrown: unknown) => {
      if (isNotFound(thrown)) return false;
      throw thrown;
    },
  );
  if (exists) await api.patch(reference, object, signal);
  else await api.apply(object, namespace, signal);
  return exists ? `patched ${label}` : `created ${label}`;
}

/** A file that was written for another namespace is graded in the run's own, and touches no other. */
function inNamespace(object: AnyObject, namespace: string): AnyObject {
  const { metadata } = object;
  return metadata.namespace === undefined ? object : { ...object, metadata: { ...metadata, namespace } };
}
