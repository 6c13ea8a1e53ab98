import { drop } from '../on-close.ts';
import { start } from '../start.ts';

start({ release: '2.0.2', onClose: drop });
