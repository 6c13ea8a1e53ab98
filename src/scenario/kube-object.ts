import { z } from 'zod';
import { near } from '../shared/near.ts';
import { check } from './issues.ts';
import type { Problem } from './problem.ts';
import type { YamlDocument } from './yaml-document.ts';
import type { YamlFile } from './yaml-file.ts';

/** A Kubernetes object, or a patch of one, as a document of a manifest or remedy. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  name: string;
  value: Record<string, unknown>;
  source: YamlDocument;
}

const objectSchema = z.looseObject({
  apiVersion: z.string().min(1),
  kind: z.string().min(1),
  metadata: z.looseObject({ name: z.string().min(1) }),
});

/** A run owns one namespace and nothing else: what lives outside of namespaces would outlast it. */
const clusterKinds = [
  'Namespace',
  'Node',
  'PersistentVolume',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'StorageClass',
  'PriorityClass',
  'RuntimeClass',
  'IngressClass',
  'APIService',
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
];

/**
 * The objects of a file; every document must name apiVersion, kind and metadata.name, and no namespace.
 * `complete` is false when a document could not be read, so that an object that is missing may still be there.
 */
export function kubeObjects(file: YamlFile): { objects: KubeObject[]; complete: boolean; problems: Problem[] } {
  const objects: KubeObject[] = [];
  const problems = [...file.problems];
  for (const source of file.documents) {
    if (listKind(source.value)) {
      const message = 'expected one object per document, got a List';
      problems.push({ ...source.keyPlace([], 'kind'), message, hint: 'write its items as documents divided by "---"' });
      continue;
    }
    const { value, problems: found } = check(objectSchema, source);
    problems.push(...found);
    if (value === undefined) continue;
    problems.push(...scopeProblems(value, source));
    objects.push({ apiVersion: value.apiVersion, kind: value.kind, name: value.metadata.name, value, source });
  }
  if (file.documents.length === 0 && problems.length === 0) {
    problems.push({ file: file.file, line: 1, column: 1, message: 'expected Kubernetes objects, got an empty file' });
  }
  const complete = file.problems.length === 0 && objects.length === file.documents.length;
  return { objects, complete, problems };
}

/** The object that is named, by apiVersion, kind and name. */
export function findObject(objects: readonly KubeObject[], wanted: KubeObject): KubeObject | undefined {
  return objects.find(
    ({ apiVersion, kind, name }) => apiVersion === wanted.apiVersion && kind === wanted.kind && name === wanted.name,
  );
}

/** What to do about an object that is not there. */
export function nearObject(objects: readonly KubeObject[], kind: string, name: string): string | undefined {
  const meant = near(
    `${kind} ${name}`,
    objects.map((object) => `${object.kind} ${object.name}`),
  );
  return meant === undefined ? undefined : `did you mean ${meant}?`;
}

function listKind(value: unknown): boolean {
  return z.looseObject({ kind: z.string().regex(/List$/), items: z.array(z.unknown()) }).safeParse(value).success;
}

function scopeProblems(value: z.output<typeof objectSchema>, source: YamlDocument): Problem[] {
  const problems: Problem[] = [];
  if ('namespace' in value.metadata) {
    const hint = 'remove it: every run has a namespace of its own';
    problems.push({ ...source.keyPlace(['metadata'], 'namespace'), message: 'names a namespace', hint });
  }
  if (clusterKinds.includes(value.kind)) {
    const hint = 'a run owns nothing outside of its namespace';
    problems.push({
      ...source.place(['kind']),
      message: `expected a kind that lives in a namespace, got ${value.kind}`,
      hint,
    });
  }
  return problems;
}
