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
  /** Whether it listens for SIGTERM and SIGINT while it serves; else they do what the kernel does by default. */
  stops: boolean;
}

/** A release that starts at once, is well and is ready, and stops when it is asked to. */
export function aRelease(release: string): Release {
  const health = (response: Response) => void response.json({ status: 'ok' });
  return { release, warmUpSeconds: 0, health, ready: () => true, stops: true };
}
