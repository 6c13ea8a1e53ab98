import { badRequest, tooLarge } from '../../store/status-errors.ts';
import { invalidOptions } from '../http/errors.ts';
import { text, wholeNumber } from '../http/parameters.ts';
import { parseContinue } from './continue-token.ts';
import type { Continue } from './continue-token.ts';

export interface ListOptions {
  /** Undefined for no limit. */
  limit: number | undefined;
  continue: Continue | undefined;
  /** The version to show; undefined for the newest. */
  at: number | undefined;
}

/**
 * The options of a list. `current` is the newest version. Throws in the words of apimachinery's
 * internalversion/validation and of apiserver's storage: Invalid, BadRequest, and Timeout for a version to come.
 */
export function listOptions(query: URLSearchParams, current: number): ListOptions {
  const version = text(query, 'resourceVersion');
  const given = text(query, 'continue');
  const match = text(query, 'resourceVersionMatch');
  checkMatch(match, version, given);
  if (query.has('sendInitialEvents')) {
    throw invalidOptions(
      'ListOptions',
      'sendInitialEvents',
      'FieldValueForbidden',
      'sendInitialEvents is forbidden for list',
    );
  }
  const limit = wholeNumber(query, 'limit') ?? 0;
  const start = given === undefined ? undefined : parseContinue(given);
  const wanted = version === undefined ? undefined : parseVersion(version);
  if (start !== undefined && wanted !== undefined && wanted !== 0) {
    throw badRequest('specifying resource version is not allowed when using continue');
  }
  if (wanted !== undefined && wanted > current) throw tooLarge(wanted, current);
  // Version 0 is answered from the server's cache, which gives all at once.
  const limited = limit > 0 && wanted !== 0;
  const exact = match === 'Exact' || (match === undefined && limited && wanted !== undefined);
  return { limit: limited ? limit : undefined, continue: start, at: exact ? wanted : undefined };
}

function checkMatch(match: string | undefined, version: string | undefined, start: string | undefined): void {
  if (match === undefined) return;
  const refuse = (why: string) => invalidOptions('ListOptions', 'resourceVersionMatch', 'FieldValueForbidden', why);
  if (version === undefined) throw refuse('resourceVersionMatch is forbidden unless resourceVersion is provided');
  if (start !== undefined) throw refuse('resourceVersionMatch is forbidden when continue is provided');
  if (match !== 'Exact' && match !== 'NotOlderThan') {
    const why = `"${match}": supported values: "Exact", "NotOlderThan", ""`;
    throw invalidOptions('ListOptions', 'resourceVersionMatch', 'FieldValueNotSupported', why);
  }
  if (match === 'Exact' && version === '0') {
    throw refuse('resourceVersionMatch "exact" is forbidden for resourceVersion "0"');
  }
}

function parseVersion(wanted: string): number {
  if (/^\d+$/.test(wanted)) return Number(wanted);
  const why = `strconv.ParseUint: parsing "${wanted}": invalid syntax`;
  throw badRequest(`invalid resource version: resourceVersion: Invalid value: "${wanted}": ${why}`);
}
