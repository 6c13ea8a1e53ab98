import { isRecord, type JsonObject } from './json-value.ts';

/** Where a JSON pointer (RFC 6901) leads: the object or list that holds the place, and its name there. */
export interface PointerTarget {
  holder: JsonObject | unknown[];
  /** A field's name, an index, or "-" for the place after the last item. */
  key: string;
}

/** Undefined where the way to the place is not there. The empty pointer, the whole document, has no holder. */
export function follow(document: unknown, pointer: string): PointerTarget | undefined {
  const keys = pointerKeys(pointer);
  const last = keys?.pop();
  if (keys === undefined || last === undefined) return undefined;
  let holder: unknown = document;
  for (const key of keys) holder = valueAt(holder, key);
  return isRecord(holder) || Array.isArray(holder) ? { holder, key: last } : undefined;
}

/** The value at a place; undefined where there is none. */
export function valueAt(holder: unknown, key: string): unknown {
  if (Array.isArray(holder)) {
    const index = indexOf(holder, key);
    return index === undefined ? undefined : holder[index];
  }
  return isRecord(holder) && Object.hasOwn(holder, key) ? holder[key] : undefined;
}

/** Index of an item that is there. Kubernetes' library counts negative ones from the end. */
export function indexOf(list: unknown[], key: string): number | undefined {
  if (!/^(?:0|-?[1-9]\d*)$/.test(key)) return undefined;
  const index = Number(key) < 0 ? list.length + Number(key) : Number(key);
  return index >= 0 && index < list.length ? index : undefined;
}

function pointerKeys(pointer: string): string[] | undefined {
  if (!pointer.startsWith('/')) return undefined;
  return pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}
