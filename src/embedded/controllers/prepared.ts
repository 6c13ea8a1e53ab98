import type { NewObject } from '../store/object.ts';

/** A new object with the defaults that the API gives to what comes from outside. */
export function prepared(object: NewObject): NewObject {
  return object;
}
