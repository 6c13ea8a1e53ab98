import { isIP } from 'node:net';

export interface Settings {
  /** 0 for any free port. */
  port: number;
  /** The address to listen on; undefined for all there are. */
  host: string | undefined;
  /** Orders that are kept; the oldest give way. */
  keepOrders: number;
  /** ISO 4217 code of the currency in which prices are told. */
  currency: string;
  /** How many times faster than the incident its waiting times go by. */
  speedup: number;
}

const mostKept = 10_000;

/** @throws Error with a message that names the variable, what it may be and what it was */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  return {
    port: wholeNumber(env, 'PORT', 8080, 0, 65_535),
    host: readHost(env['HOST']),
    keepOrders: wholeNumber(env, 'KEEP_ORDERS', 1000, 1, mostKept),
    currency: readCurrency(env['CURRENCY'] ?? 'EUR'),
    speedup: readPace(env['PACE'] ?? 'real'),
  };
}

function wholeNumber(env: NodeJS.ProcessEnv, name: string, otherwise: number, least: number, most: number): number {
  const text = env[name] ?? String(otherwise);
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new Error(`${name} must be a whole number from ${least} to ${most}, got ${JSON.stringify(text)}`);
}

function readHost(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  if (isIP(text) !== 0) return text;
  throw new Error(`HOST must be an IP address, got ${JSON.stringify(text)}`);
}

function readCurrency(text: string): string {
  if (/^[A-Z]{3}$/.test(text)) return text;
  throw new Error(`CURRENCY must be three capital letters, got ${JSON.stringify(text)}`);
}

function readPace(text: string): number {
  if (text === 'real') return 1;
  if (text === 'lab') return 3;
  throw new Error(`PACE must be "real" or "lab", got ${JSON.stringify(text)}`);
}
