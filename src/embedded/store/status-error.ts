/** An API error as the API server words it; becomes a Status object on the wire. */
export class StatusError extends Error {
  readonly code: number;
  /** NotFound, AlreadyExists, Conflict, Invalid, Forbidden, BadRequest, Unauthorized, Expired, MethodNotAllowed, … */
  readonly reason: string;
  readonly details: Record<string, unknown> | undefined;

  /** The Status's own, which only lists have something in. */
  readonly metadata: { continue?: string };

  constructor(
    code: number,
    reason: string,
    message: string,
    details?: Record<string, unknown>,
    metadata: { continue?: string } = {},
  ) {
    super(message);
    this.name = 'StatusError';
    this.code = code;
    this.reason = reason;
    this.details = details;
    this.metadata = metadata;
  }
}
