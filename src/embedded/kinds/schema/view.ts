import type { StoredObject } from '../../store/object.ts';
import type { StructName } from './all-structs.ts';
import type { Typed } from './typed.ts';

/**
 * A stored object as its struct. Not checked again: what came over the API was, and what controllers write in-process
 * is theirs to get right; every field may be missing, so readers cannot trip over one.
 */
export function view<N extends StructName>(object: StoredObject, _name: N): Typed<N> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return object as unknown as Typed<N>;
}
