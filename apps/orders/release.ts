import type { Response } from 'express';

/** What differs between the releases. */
export interface Release {
  release: string;
  /** Seconds that the catalogue takes to load before it listens, at the incident's own pace. */
  warmUpSeconds: number;
  /** Answers GET /healthz. */
  health: (response: Response) => void;
  /** Whether it may take traffic, once it listens. */
  ready: () => boolean;
}

/** A release that starts at once, is well and is ready. */
export function aRelease(release: string): Release {
  return { release, warmUpSeconds: 0, health: (response) => void response.json({ status: 'ok' }), ready: () => true };
}
