import { readSettings, wholeNumber } from '../common/settings.ts';
import type { Settings } from '../common/settings.ts';

export interface RelaySettings extends Settings {
  /** Seconds from one flush to the next, at the incident's own pace. */
  flushSeconds: number;
}

/** @throws Error with a message that names the variable, what it may be and what it was */
export function readRelaySettings(env: NodeJS.ProcessEnv): RelaySettings {
  return { ...readSettings(env), flushSeconds: wholeNumber(env, 'FLUSH_SECONDS', 20, 1, 3600) };
}
