import { openAndClose } from '../open-watch.ts';
import { start } from '../start.ts';

start({ release: '1.12.2', open: openAndClose });
