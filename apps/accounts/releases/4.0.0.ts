import { start } from '../start.ts';

await start({ release: '4.0.0', withoutDatabase: 'exits' });
