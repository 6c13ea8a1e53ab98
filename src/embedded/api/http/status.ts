import { messageOf } from '../../../shared/errors.ts';
import { StatusError } from '../../store/status-error.ts';

/** An error as it goes over the wire: meta.k8s.io/v1 Status. */
export interface Status {
  kind: 'Status';
  apiVersion: 'v1';
  metadata: object;
  status: 'Failure' | 'Success';
  message?: string;
  reason?: string;
  details?: Record<string, unknown>;
  code?: number;
}

/** Anything that was thrown; what is no StatusError is a defect and becomes an InternalError. */
export function toStatus(thrown: unknown): Status & { code: number } {
  const error = thrown instanceof StatusError ? thrown : internalError(thrown);
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: error.metadata,
    status: 'Failure',
    message: error.message,
    ...(error.reason === '' ? {} : { reason: error.reason }),
    ...(error.details === undefined ? {} : { details: error.details }),
    code: error.code,
  };
}

export function success(details: Record<string, unknown>): Status {
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details };
}

function internalError(thrown: unknown): StatusError {
  const message = messageOf(thrown);
  const details = { causes: [{ message }] };
  return new StatusError(500, 'InternalError', `Internal error occurred: ${message}`, details);
}
