import { conform } from '../decode/conform.ts';
import type { StructName } from '../schema/all-structs.ts';
import type { Typed } from '../schema/typed.ts';
import type { Problem, Problems } from '../validation/problem.ts';

/** What makes a kind more than its fields. */
export interface Rules<N extends StructName> {
  /** Fills in what the author left out; changes `object`. */
  setDefaults?: (object: Typed<N>) => void;
  /** The status of a new object; whatever status its author gave is dropped. Absent: the author's stays. */
  firstStatus?: (object: Typed<N>) => unknown;
  /** Takes over from the object before what an update may leave out; changes `object`. */
  carryOver?: (object: Typed<N>, old: Typed<N>) => void;
  validate?: (object: Typed<N>) => Problems;
  /** What may not change. */
  validateUpdate?: (object: Typed<N>, old: Typed<N>) => Problems;
}

export interface Content {
  /** Throws DecodeError. */
  prepareNew(value: unknown): Prepared;
  prepareUpdate(value: unknown, old: unknown): Prepared;
  /** The object before with the status of `value`. */
  prepareStatus(value: unknown, old: unknown): Prepared;
}

export interface Prepared {
  object: Record<string, unknown>;
  problems: Problem[];
}

export function content<N extends StructName>(struct: N, rules: Rules<N>): Content {
  const read = (value: unknown) => conform(value, struct).object;
  return {
    prepareNew: (value) => {
      const object = read(value);
      rules.setDefaults?.(object);
      const problems = [...(rules.validate?.(object) ?? [])];
      return { object: { ...object, ...statusOf(rules.firstStatus?.(object)) }, problems };
    },
    prepareUpdate: (value, old) => {
      const object = read(value);
      const before = read(old);
      // What a controller stored may lack them, and would look changed.
      rules.setDefaults?.(before);
      rules.carryOver?.(object, before);
      rules.setDefaults?.(object);
      const problems = [...(rules.validate?.(object) ?? []), ...(rules.validateUpdate?.(object, before) ?? [])];
      return { object: { ...object }, problems };
    },
    prepareStatus: (value, old) => {
      const status: unknown = Reflect.get(read(value), 'status');
      return { object: { ...read(old), ...statusOf(status) }, problems: [] };
    },
  };
}

function statusOf(status: unknown): Record<string, unknown> {
  return status === undefined ? {} : { status };
}
