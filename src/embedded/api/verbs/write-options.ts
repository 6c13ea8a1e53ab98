import { invalidOptions } from '../http/errors.ts';
import { dryRun, text } from '../http/parameters.ts';

export type FieldValidation = 'Strict' | 'Warn' | 'Ignore';

export interface WriteQuery {
  dryRun: boolean;
  fieldValidation: FieldValidation;
  fieldManager: string | undefined;
}

/** `kind` is that of the options in error messages: CreateOptions, UpdateOptions, PatchOptions. */
export function writeQuery(query: URLSearchParams, kind: string): WriteQuery {
  return {
    dryRun: dryRun(query, kind),
    fieldValidation: fieldValidation(text(query, 'fieldValidation'), kind),
    fieldManager: text(query, 'fieldManager'),
  };
}

function fieldValidation(value: string | undefined, kind: string): FieldValidation {
  switch (value) {
    case 'Strict':
    case 'Ignore':
      return value;
    case 'Warn':
    case undefined:
      return 'Warn';
    default: {
      const why = `"${value}": supported values: "", "Ignore", "Strict", "Warn"`;
      throw invalidOptions(kind, 'fieldValidation', 'FieldValueNotSupported', why);
    }
  }
}
