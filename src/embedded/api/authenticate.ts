import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether an Authorization header opens the cluster. */
export type Authenticate = (authorization: string | undefined) => boolean;

/** The one bearer token, compared in a time that says nothing of how much of it was right. */
export function bearer(token: string): Authenticate {
  const wanted = digest(`Bearer ${token}`);
  return (authorization) => authorization !== undefined && timingSafeEqual(digest(authorization), wanted);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
