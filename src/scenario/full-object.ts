import type { KubeObject } from './kube-object.ts';
import { walk } from './value-walk.ts';
import type { Path } from './yaml-document.ts';

/** What the API server asks of a new object, of kinds that a patch is often written for. */
const required: Record<string, Path[]> = {
  Deployment: [
    ['spec', 'selector'],
    ['spec', 'template', 'spec', 'containers'],
  ],
  StatefulSet: [
    ['spec', 'selector'],
    ['spec', 'template', 'spec', 'containers'],
  ],
  DaemonSet: [
    ['spec', 'selector'],
    ['spec', 'template', 'spec', 'containers'],
  ],
  ReplicaSet: [
    ['spec', 'selector'],
    ['spec', 'template', 'spec', 'containers'],
  ],
  Job: [['spec', 'template', 'spec', 'containers']],
  CronJob: [
    ['spec', 'schedule'],
    ['spec', 'jobTemplate', 'spec', 'template', 'spec', 'containers'],
  ],
  Pod: [['spec', 'containers']],
  Service: [['spec', 'ports']],
  HorizontalPodAutoscaler: [
    ['spec', 'scaleTargetRef'],
    ['spec', 'maxReplicas'],
  ],
};
const heading = new Set(['apiVersion', 'kind', 'metadata']);

/** Whether a document could be created as it stands, and is not only a patch of an object that must exist. */
export function isFullObject({ kind, value }: KubeObject): boolean {
  const parts = [...walk(value)];
  // Null and $patch mean "remove": words of a patch.
  if (parts.some((part) => part.value === null || part.path.at(-1) === '$patch')) return false;
  if (!Object.keys(value).some((key) => !heading.has(key))) return false;
  return (required[kind] ?? []).every((path) => parts.some((part) => path.join('\n') === part.path.join('\n')));
}
