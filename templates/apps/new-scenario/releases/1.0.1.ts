import { startServer } from '../server.ts';

startServer(1000);
