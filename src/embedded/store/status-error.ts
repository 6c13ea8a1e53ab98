/** An API error as the API server words it; becomes a Status object on the wire. */
export class StatusError extends Error {
  readonly code: number;
  /** NotFound, AlreadyExists, Conflict, Invalid, Forbidden, BadRequest, Unauthorized, Expired, MethodNotAllowed, … */
  readonly reason: string;
  readonly details: Record<string, unknown> | undefined;

  constructor(code: number, reason: string, message: string, details?: Record<string, unknown>) {
    super(message);
    this.name = 'StatusError';
    this.code = code;
    this.reason = reason;
    this.details = details;
  }
}
