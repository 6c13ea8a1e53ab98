import { aRelease } from '../release.ts';
import { start } from '../start.ts';

await start(aRelease('2.10.1'));
