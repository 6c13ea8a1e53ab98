import { start } from '../start.ts';

start({ release: '4.0.1' });
