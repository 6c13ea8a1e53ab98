import type { PaceName } from '../common/settings.ts';

/** How many times faster than the incident each pace is. */
export const speedup: Record<PaceName, number> = { real: 1, lab: 100 };

/** At the incident's own pace: lines that come in a second, lines in a batch, seconds that the archive takes for one. */
export const incident = { linesPerSecond: 32, batch: 200, writeSeconds: 7 };
