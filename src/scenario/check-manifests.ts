import type { KubeObject } from './kube-object.ts';
import type { Problem } from './problem.ts';

/** An object that stands in the manifests twice would be applied twice, the second hiding the first. */
export function checkManifests(objects: readonly KubeObject[]): Problem[] {
  const problems: Problem[] = [];
  const seen = new Map<string, string>();
  for (const { apiVersion, kind, name, source } of objects) {
    const id = `${apiVersion} ${kind} ${name}`;
    const first = seen.get(id);
    const place = source.place(['metadata', 'name']);
    if (first !== undefined)
      problems.push({
        ...place,
        message: `${kind} ${name} is in the manifests twice`,
        hint: `the first is at ${first}`,
      });
    else seen.set(id, `${place.file}:${place.line}`);
  }
  return problems;
}
