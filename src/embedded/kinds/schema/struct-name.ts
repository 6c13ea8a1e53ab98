import type { KindInfo } from '../kind-info.ts';
import { type StructName, structTexts } from './all-structs.ts';

/** The struct that an object of a kind is read as: it bears the kind's own name. */
export function structNameOf({ kind }: KindInfo): StructName {
  if (!isStructName(kind)) throw new Error(`${kind} has no fields of its own`);
  return kind;
}

function isStructName(name: string): name is StructName {
  return Object.hasOwn(structTexts, name);
}
