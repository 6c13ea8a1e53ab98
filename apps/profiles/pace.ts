import type { PaceName } from '../common/settings.ts';

/** How many times faster than the incident each pace is; the requests come from outside. */
export const speedup: Record<PaceName, number> = { real: 1, lab: 100 };
