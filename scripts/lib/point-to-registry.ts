import { z } from 'zod';
import type { AnyObject } from '../../src/evidence/objects.ts';
import { anyObjectSchema } from '../../src/evidence/objects.ts';

const record = z.record(z.string(), z.unknown());

/**
 * The object with the lab's images taken from a registry: `data-processor:1.4.2` → `HOST:PORT/data-processor:1.4.2`.
 * @param refs - the images that are there; others stay as they are
 */
export function pointToRegistry(object: AnyObject, refs: readonly string[], registry: string | null): AnyObject {
  if (registry === null) return object;
  const point = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(point);
    const fields = record.safeParse(value).data;
    if (fields === undefined) return value;
    return Object.fromEntries(
      Object.entries(fields).map(([key, field]) => {
        const isOurs = key === 'image' && typeof field === 'string' && refs.includes(field);
        return [key, isOurs ? `${registry}/${field}` : point(field)];
      }),
    );
  };
  return anyObjectSchema.parse(point(object));
}
