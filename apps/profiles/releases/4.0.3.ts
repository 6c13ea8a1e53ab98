import { start } from '../start.ts';
import { atRate } from '../../common/at-rate.ts';
import { ExpiringCache } from '../expiring-cache.ts';

/** A profile is up to date for two minutes. Every eight seconds a sweep takes out two that are not: it must be short. */
const lives = 120_000;
const sweepsPerSecond = 1 / 8;
const atOnce = 2;

start({
  release: '4.0.3',
  cacheFor: (faster) => {
    const cache = new ExpiringCache(lives / faster);
    return { cache, end: atRate(sweepsPerSecond * faster, 10, () => cache.sweep(atOnce)) };
  },
});
