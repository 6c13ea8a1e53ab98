import { endSocket } from '../on-close.ts';
import { start } from '../start.ts';

start({ release: '2.0.1', onClose: endSocket });
