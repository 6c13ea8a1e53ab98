import { start } from '../start.ts';

start({ release: '1.3.0' });
