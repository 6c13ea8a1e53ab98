import { openForGood } from '../open-watch.ts';
import { start } from '../start.ts';

start({ release: '1.12.3', open: openForGood, accepting: false });
