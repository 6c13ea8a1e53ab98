import type { PaceName } from '../common/settings.ts';

/** How many times faster than the incident each pace is. */
export const speedup: Record<PaceName, number> = { real: 1, lab: 100 };

/** At the incident's own pace: participants that join in a second, and seconds that each of them stays. */
export const incident = { joinsPerSecond: 0.3, staySeconds: 6 };
