import type { StoredObject } from '../../store/object.ts';
import type { StructName } from '../schema/all-structs.ts';
import type { Typed } from '../schema/typed.ts';
import { view } from '../schema/view.ts';

export interface ColumnDefinition {
  name: string;
  type: 'string' | 'integer' | 'date';
  format: string;
  description: string;
  /** 0 is always shown, 1 with `-o wide`. */
  priority: 0 | 1;
}

export type Cell = string | number;

/** The columns of a kind and how an object fills them; `now` in milliseconds since the Unix epoch. */
export interface Columns {
  definitions: ColumnDefinition[];
  cells(object: StoredObject, now: number): Cell[];
}

/** Titles as the server gives them; kubectl prints them in capitals. A leading `+` is for `-o wide` alone. */
export function columns<N extends StructName>(
  name: N,
  titles: string[],
  cells: (object: Typed<N>, now: number) => Cell[],
): Columns {
  return { definitions: titles.map(definition), cells: (object, now) => cells(view(object, name), now) };
}

function definition(title: string): ColumnDefinition {
  const wide = title.startsWith('+');
  const name = wide ? title.slice(1) : title;
  return {
    name,
    type: name === 'Created At' ? 'date' : integers.has(name) ? 'integer' : 'string',
    format: name === 'Name' ? 'name' : '',
    description: name,
    priority: wide ? 1 : 0,
  };
}

const integers = new Set(['Desired', 'Current']);
