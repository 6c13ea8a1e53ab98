import { z } from 'zod';
import { sameJson } from './json-value.ts';
import { follow, indexOf, type PointerTarget, valueAt } from './json-pointer.ts';
import { cannotApply } from './patch-error.ts';
import { badPatch, typeName } from './parse-patch.ts';

const operations = z.array(
  z.looseObject({ op: z.string(), path: z.string(), from: z.string().optional(), value: z.unknown().optional() }),
);
type Operation = z.infer<typeof operations>[number];

/** JSON patch (RFC 6902): all of it or, with an error of the server's words, nothing. Changes neither argument. */
export function jsonPatch(document: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch)) {
    const why = `json: cannot unmarshal ${typeName(patch)} into Go value of type []handlers.jsonPatchOp`;
    throw badPatch('error decoding patch: ', why);
  }
  const parsed = operations.safeParse(patch);
  if (!parsed.success) throw cannotApply();
  return parsed.data.reduce(applyOperation, structuredClone(document));
}

/** Changes `document`, which is a copy of our own. */
function applyOperation(document: unknown, operation: Operation): unknown {
  const { op, path, value } = operation;
  switch (op) {
    case 'test':
      if (!sameJson(read(document, path), value ?? null)) throw cannotApply();
      return document;
    case 'remove':
      remove(target(document, path));
      return document;
    case 'add':
      return add(document, path, value);
    case 'replace':
      return replace(document, path, value);
    case 'copy':
      return add(document, path, structuredClone(read(document, source(operation))));
    case 'move': {
      const moved = read(document, source(operation));
      remove(target(document, source(operation)));
      return add(document, path, moved);
    }
    default:
      throw cannotApply();
  }
}

function add(document: unknown, path: string, value: unknown): unknown {
  if (path === '') return value;
  const { holder, key } = target(document, path);
  if (!Array.isArray(holder)) {
    holder[key] = value;
    return document;
  }
  // One past the last item is a place to add at, though nothing is there yet.
  const index = key === '-' || key === String(holder.length) ? holder.length : indexOf(holder, key);
  if (index === undefined) throw cannotApply();
  holder.splice(index, 0, value);
  return document;
}

/** Kubernetes' library adds a field that is not there; only the way to it has to be. */
function replace(document: unknown, path: string, value: unknown): unknown {
  if (path === '') return value;
  const { holder, key } = target(document, path);
  if (!Array.isArray(holder)) {
    holder[key] = value;
    return document;
  }
  const index = indexOf(holder, key);
  if (index === undefined) throw cannotApply();
  holder[index] = value;
  return document;
}

function remove({ holder, key }: PointerTarget): void {
  if (valueAt(holder, key) === undefined) throw cannotApply();
  if (Array.isArray(holder)) holder.splice(indexOf(holder, key) ?? 0, 1);
  else delete holder[key];
}

/** What is not there reads as null, to Kubernetes' library: a test for null holds, and null is what is copied. */
function read(document: unknown, path: string): unknown {
  if (path === '') return document;
  const { holder, key } = target(document, path);
  return valueAt(holder, key) ?? null;
}

function source({ from }: Operation): string {
  if (from === undefined) throw cannotApply();
  return from;
}

function target(document: unknown, path: string): PointerTarget {
  const found = follow(document, path);
  if (found === undefined) throw cannotApply();
  return found;
}
