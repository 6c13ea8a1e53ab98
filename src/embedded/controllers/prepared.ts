import { prepareNew } from '../kinds/prepare.ts';
import { kindByName } from '../kinds/registry.ts';
import type { NewObject } from '../store/object.ts';

/** A new object with the defaults and the checks of the API. Throws StatusError. */
export function prepared(object: NewObject): NewObject {
  const kind = kindByName(object.apiVersion, object.kind);
  return kind === undefined ? object : prepareNew(kind, object);
}
