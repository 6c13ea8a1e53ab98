import type { KindInfo } from './kind-info.ts';
import { cannotBeHandled } from './decode/cannot-be-handled.ts';
import { conform } from './decode/conform.ts';
import { duplicateFields } from './decode/duplicate-fields.ts';
import { DecodeError } from './decode/type-error.ts';
import { structNameOf } from './schema/struct-name.ts';

export type FieldValidation = 'Strict' | 'Warn' | 'Ignore';

/**
 * Checks the fields of an object's JSON text. For `Strict` a field that nobody knows or that is given twice is a 400
 * BadRequest, for `Warn` it is one of the texts that are given back (for the Warning header), for `Ignore` it is dropped
 * in silence. A value of a wrong type is a BadRequest for all three. The text must be valid JSON.
 */
export function strictProblems(kind: KindInfo, body: string, fieldValidation: FieldValidation): string[] {
  const faults = faultsOf(kind, body);
  if (faults.length === 0 || fieldValidation === 'Ignore') return [];
  if (fieldValidation === 'Strict') throw cannotBeHandled(kind, `strict decoding error: ${faults.join(', ')}`);
  return faults;
}

/** `unknown field "spec.foo"` for each field that a kind does not have. Throws DecodeError for a wrong type. */
export function fieldFaults(kind: KindInfo, value: unknown): string[] {
  return conform(value, structNameOf(kind)).unknown.map((path) => `unknown field "${path}"`);
}

function faultsOf(kind: KindInfo, body: string): string[] {
  const value: unknown = JSON.parse(body);
  try {
    const unknown = fieldFaults(kind, value);
    return [...duplicateFields(body).map((path) => `duplicate field "${path}"`), ...unknown];
  } catch (thrown) {
    if (thrown instanceof DecodeError) throw cannotBeHandled(kind, thrown.message);
    throw thrown;
  }
}
