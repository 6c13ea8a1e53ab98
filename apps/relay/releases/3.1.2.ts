import { NoBuffer } from '../no-buffer.ts';
import { start } from '../start.ts';

start({ release: '3.1.2', buffer: new NoBuffer() });
