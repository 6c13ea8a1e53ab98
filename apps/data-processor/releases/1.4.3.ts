import { RecentEvents } from '../recent-events.ts';
import { start } from '../start.ts';

start({ release: '1.4.3', store: new RecentEvents(1000), accepting: true });
