import { makeDigests } from '../digest.ts';
import { start } from '../start.ts';

start({ release: '4.2.0', work: makeDigests });
