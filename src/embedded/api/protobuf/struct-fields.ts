import { structOf } from '../../kinds/schema/struct.ts';
import type { Type } from '../../kinds/schema/struct.ts';
import { fieldNumbers } from './field-numbers.ts';

/** What a field number stands for: a field, or a struct whose fields are written as if they were the outer one's. */
export type NumberedField =
  | { form: 'field'; name: string; type: Type; optional: boolean }
  | { form: 'inlined'; fields: Map<number, NumberedField> };

const lines = new Map(
  fieldNumbers
    .trim()
    .split(/\n(?! )/)
    .map((line) => {
      const [name = '', ...fields] = line.split(/\s+/);
      return [name, fields];
    }),
);
const known = new Map<string, Map<number, NumberedField>>();

/** The fields of a struct by their numbers; empty for a struct that has none. */
export function numberedFields(struct: string): Map<number, NumberedField> {
  const found = known.get(struct) ?? read(struct);
  known.set(struct, found);
  return found;
}

function read(struct: string): Map<number, NumberedField> {
  const result = new Map<number, NumberedField>();
  const types = structOf(struct).fields;
  for (const text of lines.get(struct) ?? []) {
    const [numbers = '', name = ''] = text.replace('?', '').split(':');
    const type = types.get(name)?.type;
    if (type !== undefined)
      place(result, numbers.split('.').map(Number), { form: 'field', name, type, optional: text.endsWith('?') });
  }
  return result;
}

function place(fields: Map<number, NumberedField>, [first = 0, ...rest]: number[], field: NumberedField): void {
  if (rest.length === 0) {
    fields.set(first, field);
    return;
  }
  const outer = fields.get(first);
  const inner = outer?.form === 'inlined' ? outer.fields : new Map<number, NumberedField>();
  fields.set(first, { form: 'inlined', fields: inner });
  place(inner, rest, field);
}
