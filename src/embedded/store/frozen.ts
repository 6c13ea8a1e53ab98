const frozen = new WeakSet<object>();

/**
 * A deep copy of plain JSON that nobody can change. What came out of here before is not copied again, so an object that
 * was spread from a stored one shares its unchanged parts. Fields that are `undefined` are left out, as on the wire.
 */
export function freezeCopy<T>(value: T): T;
export function freezeCopy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || frozen.has(value)) return value;
  const copy = Array.isArray(value) ? value.map((item: unknown) => freezeCopy(item)) : freezeFields(value);
  frozen.add(copy);
  return Object.freeze(copy);
}

function freezeFields(value: object): object {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([name, field]: [string, unknown]) => [name, freezeCopy(field)]),
  );
}
