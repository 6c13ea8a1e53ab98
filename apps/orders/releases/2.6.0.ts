import { aRelease } from '../release.ts';
import { start } from '../start.ts';

/** Takes traffic once it is in step with its peers; it has none. */
const peersInStep = new Set<string>();

await start({ ...aRelease('2.6.0'), ready: () => peersInStep.size > 0 });
