import { startServer } from '../server.ts';

/** Keeps every item. */
startServer(Infinity);
