import { isIP } from 'node:net';
import type { Pace } from './pace.ts';
import { paces } from './pace.ts';

export interface Settings {
  pace: Pace;
  /** 0 for any free port. */
  port: number;
  /** The address to listen on; undefined for all there are. */
  host: string | undefined;
}

/** @throws Error with a message that names the variable, what it may be and what it was */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  return { pace: readPace(env['PACE'] ?? 'real'), port: readPort(env['PORT'] ?? '8080'), host: readHost(env['HOST']) };
}

function readPace(text: string): Pace {
  if (text === 'real' || text === 'lab') return paces[text];
  throw new Error(`PACE must be "real" or "lab", got ${JSON.stringify(text)}`);
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new Error(`PORT must be a whole number from 0 to 65535, got ${JSON.stringify(text)}`);
}

function readHost(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  if (isIP(text) !== 0) return text;
  throw new Error(`HOST must be an IP address, got ${JSON.stringify(text)}`);
}
