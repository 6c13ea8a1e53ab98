import { StatusError } from '../store/status-error.ts';

/** A JSON patch that cannot be carried out; the API server says no more of it either (422, no details). */
export function cannotApply(): StatusError {
  return new StatusError(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
}

/** A strategic merge patch that makes no sense; a 500 without a reason on the real one too. */
export function brokenPatch(why: string): StatusError {
  return new StatusError(500, '', why);
}

/** 422 Invalid of the patch itself: ` "" is invalid: patch: Invalid value: "…": why`. The odd subject is the server's. */
export function invalidPatch(shown: string, why: string): StatusError {
  const message = `Invalid value: ${JSON.stringify(shown)}: ${why}`;
  const causes = [{ reason: 'FieldValueInvalid', message, field: 'patch' }];
  return new StatusError(422, 'Invalid', ` "" is invalid: patch: ${message}`, { causes });
}
