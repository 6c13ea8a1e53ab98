import { badRequest } from '../../store/status-errors.ts';
import { invalidOptions } from './errors.ts';

/** "true", "1" and an empty value are yes, as in apimachinery's conversion of query values. */
export function flag(query: URLSearchParams, name: string): boolean {
  const value = query.get(name);
  return value !== null && value !== 'false' && value !== '0';
}

/** A whole number; undefined where it is not given; BadRequest for anything else. */
export function wholeNumber(query: URLSearchParams, name: string): number | undefined {
  const value = query.get(name);
  if (value === null || value === '') return undefined;
  if (!/^[+-]?\d+$/.test(value)) throw badRequest(`strconv.ParseInt: parsing "${value}": invalid syntax`);
  return Number(value);
}

/** A text; undefined where it is not given or empty. */
export function text(query: URLSearchParams, name: string): string | undefined {
  const value = query.get(name);
  return value === null || value === '' ? undefined : value;
}

/** Throws Invalid for anything but `dryRun=All`; `kind` is that of the options, as CreateOptions. */
export function dryRun(query: URLSearchParams, kind: string): boolean {
  return isDryRun(query.getAll('dryRun'), kind);
}

export function isDryRun(values: string[], kind: string): boolean {
  const given = values.filter((value) => value !== '');
  if (given.some((value) => value !== 'All')) {
    const why = `${JSON.stringify(given)}: supported values: "All"`;
    throw invalidOptions(kind, 'dryRun', 'FieldValueNotSupported', why);
  }
  return given.length > 0;
}
