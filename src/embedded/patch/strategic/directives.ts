import type { StatusError } from '../../store/status-error.ts';
import { goText } from '../go-text.ts';
import { isRecord, type JsonObject } from '../json-value.ts';
import { brokenPatch } from '../patch-error.ts';

/** The words of a strategic merge patch that are no fields. */
export const orderPrefix = '$setElementOrder/';
export const deletePrefix = '$deleteFromPrimitiveList/';

/** A new value without directives and nulls: there is nothing yet that they could work on. */
export function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value
      .filter((item) => !(isRecord(item) && (item['$patch'] === 'delete' || isOnlyReplace(item))))
      .map(withoutDirectives);
  }
  if (!isRecord(value)) return value;
  const kept: JsonObject = {};
  for (const [key, one] of Object.entries(value)) {
    if (one !== null && !isDirective(key)) kept[key] = withoutDirectives(one);
  }
  return kept;
}

/** For a `$patch` that says anything but replace, delete or merge. */
export function unknownDirective(map: JsonObject): StatusError {
  return brokenPatch(`unknown patch type: ${goText(map['$patch'])} in map: ${goText(map)}`);
}

function isDirective(key: string): boolean {
  return key === '$patch' || key === '$retainKeys' || key.startsWith(orderPrefix) || key.startsWith(deletePrefix);
}

/** `{$patch: replace}` among the items of a list says something of the list, and is no item. */
function isOnlyReplace(item: JsonObject): boolean {
  return item['$patch'] === 'replace' && Object.keys(item).length === 1;
}
