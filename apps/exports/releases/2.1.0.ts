import { start } from '../start.ts';

start({ release: '2.1.0' });
