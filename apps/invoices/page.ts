/** Bytes of one printed page: 512 KiB. */
export const pageBytes = 512 * 1024;

/** What a server asks of its printer, and what it gets. */
export interface Job {
  id: number;
}

export interface Printed {
  id: number;
  bytes: number;
}

/** Undefined for a message of any other kind. */
export function jobIn(message: unknown): Job | undefined {
  const id = numberIn(message, 'id');
  return id === undefined ? undefined : { id };
}

/** Undefined for a message of any other kind. */
export function printedIn(message: unknown): Printed | undefined {
  const id = numberIn(message, 'id');
  const bytes = numberIn(message, 'bytes');
  return id === undefined || bytes === undefined ? undefined : { id, bytes };
}

function numberIn(message: unknown, key: string): number | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const value: unknown = Reflect.get(message, key);
  return typeof value === 'number' ? value : undefined;
}
