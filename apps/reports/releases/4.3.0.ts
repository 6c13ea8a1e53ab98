import { fillShelf } from '../shelf.ts';
import { start } from '../start.ts';

start({ release: '4.3.0', work: fillShelf });
