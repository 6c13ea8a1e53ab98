import { aRelease } from '../release.ts';
import { start } from '../start.ts';

/** Loads the whole catalogue before it listens. */
await start({ ...aRelease('2.4.0'), warmUpSeconds: 30 });
