import type { ResourceName } from './store.ts';
import { StatusError } from './status-error.ts';

/** `pods "x" not found` */
export function notFound(resource: ResourceName, name: string): StatusError {
  return new StatusError(404, 'NotFound', `${resource} "${name}" not found`, detailsOf(resource, name));
}

/** `pods "x" already exists` */
export function alreadyExists(resource: ResourceName, name: string): StatusError {
  return new StatusError(409, 'AlreadyExists', `${resource} "${name}" already exists`, detailsOf(resource, name));
}

/** Somebody else has written since the object was read. */
export function modifiedMeanwhile(resource: ResourceName, name: string): StatusError {
  const why = 'the object has been modified; please apply your changes to the latest version and try again';
  return conflict(resource, name, why);
}

export function conflict(resource: ResourceName, name: string, why: string): StatusError {
  const message = `Operation cannot be fulfilled on ${resource} "${name}": ${why}`;
  return new StatusError(409, 'Conflict', message, detailsOf(resource, name));
}

/** `pods "x" is forbidden: …` */
export function forbidden(resource: ResourceName, name: string, why: string, causes?: unknown[]): StatusError {
  const details = { ...detailsOf(resource, name), ...(causes === undefined ? {} : { causes }) };
  return new StatusError(403, 'Forbidden', `${resource} "${name}" is forbidden: ${why}`, details);
}

export function badRequest(message: string): StatusError {
  return new StatusError(400, 'BadRequest', message);
}

/** The history that a watch wants to begin at is no longer kept: list again. */
export function expired(wanted: number, oldest: number): StatusError {
  return new StatusError(410, 'Expired', `too old resource version: ${wanted} (${oldest})`);
}

/** As the API server says it of a version that it has not reached. */
export function tooLarge(wanted: number, current: number): StatusError {
  const message = `Timeout: Too large resource version: ${wanted}, current: ${current}`;
  const cause = { reason: 'ResourceVersionTooLarge', message: 'Too large resource version' };
  return new StatusError(504, 'Timeout', message, { causes: [cause], retryAfterSeconds: 1 });
}

/** The `details` of a Status: the plural under `kind`, as the API server has it. */
function detailsOf(resource: ResourceName, name: string): Record<string, unknown> {
  const dot = resource.indexOf('.');
  if (dot === -1) return { name, kind: resource };
  return { name, group: resource.slice(dot + 1), kind: resource.slice(0, dot) };
}
