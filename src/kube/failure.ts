import { z } from 'zod';
import { Fault } from '../shared/errors.ts';

const statusSchema = z.looseObject({
  code: z.number().optional(),
  reason: z.string().optional(),
  message: z.string().optional(),
});

/** The API server's "no": an HTTP status with the reason and the words of its Status object. */
export class ApiFailure extends Error {
  readonly status: number;
  /** `NotFound`, `Forbidden`, `Invalid`, …; empty where the answer was no Status object. */
  readonly reason: string;

  constructor(status: number, reason: string, message: string) {
    super(message);
    this.name = 'ApiFailure';
    this.status = status;
    this.reason = reason;
  }

  static fromResponse(request: string, status: number, text: string): ApiFailure {
    const parsed = statusSchema.safeParse(jsonOrUndefined(text));
    const reason = parsed.data?.reason ?? '';
    const message = parsed.data?.message ?? text.slice(0, 300);
    return new ApiFailure(status, reason, message === '' ? `${request} answered ${status}` : message);
  }

  /** From the Status object that a watch ends with. */
  static fromStatus(object: Record<string, unknown>): ApiFailure {
    const { code = 0, reason = '', message = 'the watch ended with an error' } = statusSchema.parse(object);
    return new ApiFailure(code, reason, message);
  }
}

/** The API server has not answered for as long as we had patience: it, or the way to it, is gone. */
export class ApiLost extends Fault {
  constructor(server: string, request: string, seconds: number, cause: unknown) {
    const message = `the API server at ${server} has not answered ${request} for ${seconds} s`;
    super('environment', message, { cause, hint: 'leaklab cluster status' });
    this.name = 'ApiLost';
  }
}

export function isNotFound(thrown: unknown): boolean {
  return thrown instanceof ApiFailure && thrown.status === 404;
}

/** The server no longer knows the version that a watch was to begin at: list again. */
export function isGone(thrown: unknown): boolean {
  return thrown instanceof ApiFailure && thrown.status === 410;
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy between us and the API server answers in HTML: the raw text is the message then.
    return undefined;
  }
}

/** True for the API server's own "no", false when it could not be asked at all. */
export function isRefusal(thrown: unknown): boolean {
  return thrown instanceof ApiFailure;
}
