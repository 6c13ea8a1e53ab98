import { readSettings as readCommon, wholeNumber } from '../common/settings.ts';
import type { Settings as Common } from '../common/settings.ts';

export interface DatabaseSettings {
  host: string;
  port: number;
  name: string;
  user: string;
  password: string;
}

export interface Settings extends Common {
  database: DatabaseSettings;
}

/** @throws Error with a message that names the variable, what it may be and what it was */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const database = {
    host: text(env, 'DB_HOST'),
    port: wholeNumber(env, 'DB_PORT', 5432, 1, 65_535),
    name: text(env, 'DB_NAME'),
    user: text(env, 'DB_USER'),
    password: text(env, 'DB_PASSWORD'),
  };
  return { ...readCommon(env), database };
}

function text(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value !== undefined && value !== '') return value;
  throw new Error(`${name} must be set`);
}
