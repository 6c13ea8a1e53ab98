import { readSettings, wholeNumber } from '../common/settings.ts';
import type { Settings } from '../common/settings.ts';

export interface GallerySettings extends Settings {
  /** Previews that are made at once. */
  atOnce: number;
  /** Requests that wait for their turn; more are turned away. */
  inLine: number;
}

const many = 10_000;

/** @throws Error with a message that names the variable, what it may be and what it was */
export function readGallerySettings(env: NodeJS.ProcessEnv): GallerySettings {
  return {
    ...readSettings(env),
    atOnce: wholeNumber(env, 'PREVIEWS_AT_ONCE', many, 1, many),
    inLine: wholeNumber(env, 'PREVIEWS_IN_LINE', many, 0, many),
  };
}
