import type { PaceName } from '../common/settings.ts';

/** How many times faster than the incident each pace is. */
export const speedup: Record<PaceName, number> = { real: 1, lab: 100 };

/**
 * At the incident's own pace: visits that begin in a second, seconds that one lasts, changes of orders in a second, and
 * seconds between two signs of life to a visitor.
 */
export const incident = { visitsPerSecond: 1, visitSeconds: 4, changesPerSecond: 0.2, signOfLifeSeconds: 25 };
