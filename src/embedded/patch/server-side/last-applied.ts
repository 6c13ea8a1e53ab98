import type { KindInfo } from '../../kinds/kind-info.ts';
import type { Field } from '../../kinds/schema/struct.ts';
import type { StoredObject } from '../../store/object.ts';
import { isRecord, type JsonObject } from '../json-value.ts';
import { compare } from './compare.ts';
import { difference, type FieldTree } from './field-tree.ts';
import { ownable } from './ownable.ts';
import { ownedFields } from './owned-fields.ts';

const annotation = 'kubectl.kubernetes.io/last-applied-configuration';

/** What `kubectl apply` wrote last and nobody has changed since (apimachinery's lastappliedmanager.go). */
export function lastAppliedFields(kind: KindInfo, current: StoredObject, field: Field): FieldTree {
  const last = parsed(current.metadata.annotations?.[annotation]);
  if (last === undefined) return {};
  const [then, now] = [ownable(kind, last, 'spec'), ownable(kind, current, 'spec')];
  const { changed, removed } = compare(then, now, field);
  return difference(difference(ownedFields(then, field), changed), removed);
}

/** `kubectl apply --server-side` keeps the annotation up where there is one (lastappliedupdater.go). */
export function withLastApplied(object: JsonObject, applied: JsonObject, manager: string): JsonObject {
  const { metadata } = object;
  if (manager !== 'kubectl' || !isRecord(metadata) || !isRecord(metadata['annotations'])) return object;
  const { annotations } = metadata;
  if (typeof annotations[annotation] !== 'string') return object;
  return { ...object, metadata: { ...metadata, annotations: { ...annotations, [annotation]: textOf(applied) } } };
}

function textOf(applied: JsonObject): string {
  const metadata = isRecord(applied['metadata']) ? applied['metadata'] : {};
  const { [annotation]: _, ...annotations } = isRecord(metadata['annotations']) ? metadata['annotations'] : {};
  return `${JSON.stringify({ ...applied, metadata: { ...metadata, annotations } })}\n`;
}

function parsed(text: string | undefined): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return isRecord(value) ? value : undefined;
  } catch {
    // Somebody wrote it by hand: then it says nothing.
    return undefined;
  }
}
