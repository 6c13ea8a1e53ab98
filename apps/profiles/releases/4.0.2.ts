import { start } from '../start.ts';
import { LRUCache } from 'lru-cache';
import type { Profile } from '../profile.ts';

/** A profile is up to date for an hour, and gone after it. */
const hour = 3_600_000;

start({
  release: '4.0.2',
  cacheFor: (faster) => new LRUCache<string, Profile>({ ttl: hour / faster, ttlAutopurge: true }),
});
