import { LineQueue } from '../line-queue.ts';
import { start } from '../start.ts';

start({ release: '3.1.0', buffer: new LineQueue() });
