import type { Profile } from '../profile.ts';
import { start } from '../start.ts';

start({ release: '4.0.0', cacheFor: () => new Map<string, Profile>() });
