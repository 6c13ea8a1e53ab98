/** One fault of an object, as the API server's field.Error: where, what kind of fault, and why. */
export interface Problem {
  /** "spec.containers[0].name" */
  field: string;
  /** The `reason` of the cause in a Status. */
  reason: string;
  /** "Invalid value: "x": must be …" */
  message: string;
}

export type Problems = Iterable<Problem>;

export function required(field: string, why?: string): Problem {
  return { field, reason: 'FieldValueRequired', message: withWhy('Required value', why) };
}

/** `value` is shown as JSON; the server shows an absent one as null. */
export function invalid(field: string, value: unknown, why: string): Problem {
  return { field, reason: 'FieldValueInvalid', message: `Invalid value: ${JSON.stringify(value ?? null)}: ${why}` };
}

export function unsupported(field: string, value: unknown, supported: readonly string[]): Problem {
  const list = supported.map((one) => JSON.stringify(one)).join(', ');
  const message = `Unsupported value: ${JSON.stringify(value ?? '')}: supported values: ${list}`;
  return { field, reason: 'FieldValueNotSupported', message };
}

export function forbidden(field: string, why: string): Problem {
  return { field, reason: 'FieldValueForbidden', message: `Forbidden: ${why}` };
}

export function duplicate(field: string, value: unknown): Problem {
  return { field, reason: 'FieldValueDuplicate', message: `Duplicate value: ${JSON.stringify(value)}` };
}

export function notFound(field: string, value: unknown): Problem {
  return { field, reason: 'FieldValueNotFound', message: `Not found: ${JSON.stringify(value)}` };
}

export function tooLong(field: string, bytes: number): Problem {
  return { field, reason: 'FieldValueTooLong', message: `Too long: may not be more than ${bytes} bytes` };
}

function withWhy(text: string, why: string | undefined): string {
  return why === undefined ? text : `${text}: ${why}`;
}
