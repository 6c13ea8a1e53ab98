import { leaveInPlace } from '../on-close.ts';
import { start } from '../start.ts';

start({ release: '2.0.3', onClose: leaveInPlace, accepting: false });
