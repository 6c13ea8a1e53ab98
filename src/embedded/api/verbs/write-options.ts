import type { Exchange } from '../http/context.ts';
import type { UpdateBy } from '../../patch/server-side/track-update.ts';
import { timestamp } from '../../store/new-object.ts';
import { invalidOptions } from '../http/errors.ts';
import { dryRun, text } from '../http/parameters.ts';

export type FieldValidation = 'Strict' | 'Warn' | 'Ignore';

export interface WriteQuery {
  dryRun: boolean;
  fieldValidation: FieldValidation;
  fieldManager: string | undefined;
}

/** Who writes and when, for managedFields; a manager that does not say its name has that of its user agent. */
export function writer({ request, clock, query }: Exchange, subresource?: string): UpdateBy {
  const manager = text(query, 'fieldManager') ?? defaultManager(request);
  return { manager, subresource, now: timestamp(clock.now()) };
}

/** As the API server names a manager that does not say who it is: the first word of its user agent. */
export function defaultManager({ headers }: Exchange['request']): string {
  return (headers['user-agent'] ?? 'unknown').split('/')[0] ?? 'unknown';
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
