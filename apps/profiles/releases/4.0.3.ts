import { start } from '../start.ts';
import { atRate } from '../../common/at-rate.ts';
import { ExpiringCache } from '../expiring-cache.ts';

/** A profile is up to date for two minutes. Every forty seconds a sweep takes out three that are not: it has to be short. */
const lives = 120_000;
const sweepsPerSecond = 1 / 40;
const atOnce = 3;

start({
  release: '4.0.3',
  cacheFor: (faster) => {
    const cache = new ExpiringCache(lives / faster);
    return { cache, end: atRate(sweepsPerSecond * faster, 10, () => cache.sweep(atOnce)) };
  },
});
