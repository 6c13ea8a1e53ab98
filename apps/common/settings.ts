import { isIP } from 'node:net';

export type PaceName = 'real' | 'lab';

export interface Settings {
  /** The incident's own pace, or that of a lesson. */
  pace: PaceName;
  /** 0 for any free port. */
  port: number;
  /** The address to listen on; undefined for all there are. */
  host: string | undefined;
}

/** @throws Error with a message that names the variable, what it may be and what it was */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  return {
    pace: readPace(env['PACE'] ?? 'real'),
    port: wholeNumber(env, 'PORT', 8080, 0, 65_535),
    host: readHost(env),
  };
}

/**
 * The whole number from `least` to `most` that `env` has for `name`, or `otherwise`.
 * @throws Error with a message that names the variable, what it may be and what it was
 */
export function wholeNumber(
  env: NodeJS.ProcessEnv,
  name: string,
  otherwise: number,
  least: number,
  most: number,
): number {
  const text = env[name] ?? String(otherwise);
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new Error(`${name} must be a whole number from ${least} to ${most}, got ${JSON.stringify(text)}`);
}

function readPace(text: string): PaceName {
  if (text === 'real' || text === 'lab') return text;
  throw new Error(`PACE must be "real" or "lab", got ${JSON.stringify(text)}`);
}

function readHost(env: NodeJS.ProcessEnv): string | undefined {
  const text = env['HOST'];
  if (text === undefined || text === '') return undefined;
  if (isIP(text) !== 0) return text;
  throw new Error(`HOST must be an IP address, got ${JSON.stringify(text)}`);
}
