/** What went wrong, in the terms of the exit codes: `usage` 2, `environment` 3, `inconclusive` 4. */
export type FaultKind = 'usage' | 'environment' | 'inconclusive';

/**
 * An error meant for a person: `message` says expected and got, `hint` is the next command to type.
 * Anything else that is thrown is a defect of leaklab and is shown with its stack.
 */
export class Fault extends Error {
  readonly kind: FaultKind;
  readonly hint: string | undefined;

  constructor(kind: FaultKind, message: string, options: { hint?: string | undefined; cause?: unknown } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'Fault';
    this.kind = kind;
    this.hint = options.hint;
  }
}

/** The text of anything that was thrown, with the texts of its causes. */
export function messageOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const own = thrown.message === '' ? thrown.name : thrown.message;
  if (thrown.cause === undefined) return own;
  const cause = messageOf(thrown.cause);
  return own.includes(cause) ? own : `${own}: ${cause}`;
}
