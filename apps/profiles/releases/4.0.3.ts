import { start } from '../start.ts';
import { ExpiringCache } from '../expiring-cache.ts';

/** A profile is up to date for two minutes. */
const lives = 120_000;

start({
  release: '4.0.3',
  cacheFor: (faster) => new ExpiringCache(lives / faster, { every: 4, most: 3 }),
});
