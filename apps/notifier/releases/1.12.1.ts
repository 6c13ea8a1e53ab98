import { openWithTimerEnded } from '../open-watch.ts';
import { start } from '../start.ts';

start({ release: '1.12.1', open: openWithTimerEnded });
