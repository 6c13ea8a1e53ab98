import { start } from '../start.ts';
import { LRUCache } from 'lru-cache';
import type { Profile } from '../profile.ts';

start({ release: '4.0.1', cacheFor: () => new LRUCache<string, Profile>({ max: 12 }) });
