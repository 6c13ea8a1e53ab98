import { BoundedQueue } from '../bounded-queue.ts';
import { start } from '../start.ts';

start({ release: '3.1.1', buffer: new BoundedQueue(2000) });
