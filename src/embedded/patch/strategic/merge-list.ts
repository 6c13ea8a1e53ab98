import type { Field, Type } from '../../kinds/schema/struct.ts';
import { goText } from '../go-text.ts';
import { isRecord, type JsonObject } from '../json-value.ts';
import { brokenPatch } from '../patch-error.ts';
import { unknownDirective, withoutDirectives } from './directives.ts';
import { inOrder, isSameItem } from './order.ts';

type MergeObjects = (original: JsonObject, patch: JsonObject, type: Type) => JsonObject;

/** Merges a list into another: items by their key, plain values as a set. */
export function mergeItems(original: unknown[], patch: unknown[], field: Field, mergeObjects: MergeObjects): unknown[] {
  const { mergeKey } = field;
  if (mergeKey === undefined) return inOrder(unite(original, patch), patch, original, mergeKey);
  const items = patch.filter(isRecord);
  const replaced = items.some((item) => item['$patch'] === 'replace');
  const deleted = items.filter((item) => item['$patch'] === 'delete');
  const changes = items.filter((item) => item['$patch'] === undefined);
  for (const item of items) checkItem(item, mergeKey);
  if (replaced) return changes.map(withoutDirectives);
  const left = original.filter((one) => !deleted.some((item) => isSameItem(one, item, mergeKey)));
  const merged = changes.reduce<unknown[]>(
    (list, item) => mergeItem(list, item, mergeKey, itemType(field), mergeObjects),
    left,
  );
  return inOrder(merged, changes, left, mergeKey);
}

function mergeItem(
  list: unknown[],
  item: JsonObject,
  mergeKey: string,
  type: Type,
  mergeObjects: MergeObjects,
): unknown[] {
  const at = list.findIndex((one) => isSameItem(one, item, mergeKey));
  const before = list[at];
  return isRecord(before) ? list.with(at, mergeObjects(before, item, type)) : [...list, withoutDirectives(item)];
}

function checkItem(item: JsonObject, mergeKey: string): void {
  const { $patch: directive } = item;
  if (directive === 'replace') return;
  if (directive === 'merge') throw brokenPatch('merging lists cannot yet be specified in the patch');
  if (directive !== undefined && directive !== 'delete') throw unknownDirective(item);
  if (item[mergeKey] === undefined) {
    throw brokenPatch(`map: ${goText(item)} does not contain declared merge key: ${mergeKey}`);
  }
}

function unite(original: unknown[], patch: unknown[]): unknown[] {
  return [...new Set([...original, ...patch])];
}

function itemType({ type }: Field): Type {
  return type.form === 'list' ? type.of : type;
}
