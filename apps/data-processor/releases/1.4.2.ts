import { EventHistory } from '../event-history.ts';
import { start } from '../start.ts';

start({ release: '1.4.2', store: new EventHistory(), accepting: true });
