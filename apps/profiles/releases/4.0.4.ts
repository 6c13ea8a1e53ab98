import type { Profile } from '../profile.ts';
import { start } from '../start.ts';

start({ release: '4.0.4', cacheFor: () => new Map<string, Profile>(), working: false });
