import { z } from 'zod';
import { badRequest } from '../../store/status-errors.ts';

/** Where a list in chunks goes on. */
export interface Continue {
  /** The version of the first chunk; -1 for whatever is the newest then. */
  version: number;
  /** Goes on after the object NAMESPACE/NAME, or /NAME. */
  after: string;
}

const schema = z.object({ v: z.literal('meta.k8s.io/v1'), rv: z.int(), start: z.string().endsWith('\0') });

/** The API server's own form (apiserver's storage/continue.go): clients must not look into it, and need not here either. */
export function formatContinue({ version, after }: Continue): string {
  return Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', rv: version, start: `${after}\0` })).toString('base64url');
}

/** BadRequest for what is no token of this server. */
export function parseContinue(token: string): Continue {
  const parsed = schema.safeParse(decoded(token));
  if (!parsed.success) throw badRequest('invalid continue token: continue key is not valid');
  const { rv, start } = parsed.data;
  return { version: rv, after: start.slice(0, -1) };
}

function decoded(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
