import { StatusError } from '../../store/status-error.ts';

export function unauthorized(): StatusError {
  return new StatusError(401, 'Unauthorized', 'Unauthorized');
}

/** A kind or subresource that is not served, in a group that is. */
export function notServed(): StatusError {
  return new StatusError(404, 'NotFound', 'the server could not find the requested resource', {});
}

export function methodNotAllowed(): StatusError {
  const message = 'the server does not allow this method on the requested resource';
  return new StatusError(405, 'MethodNotAllowed', message, {});
}

/** A request's options that do not hold, as the API server words them of "PatchOptions.meta.k8s.io". */
export function invalidOptions(kind: string, field: string, type: InvalidType, why: string): StatusError {
  const words = { FieldValueForbidden: 'Forbidden', FieldValueRequired: 'Required value' };
  const text = type === 'FieldValueNotSupported' ? `Unsupported value: ${why}` : `${words[type]}: ${why}`;
  const causes = [{ reason: type, message: text, field }];
  const details = { group: 'meta.k8s.io', kind, causes };
  return new StatusError(422, 'Invalid', `${kind}.meta.k8s.io "" is invalid: ${field}: ${text}`, details);
}

type InvalidType = 'FieldValueForbidden' | 'FieldValueRequired' | 'FieldValueNotSupported';

export function serviceUnavailable(message: string): StatusError {
  return new StatusError(503, 'ServiceUnavailable', message);
}
