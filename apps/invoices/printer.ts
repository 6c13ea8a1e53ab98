import { jobIn } from './page.ts';
import { Pages } from './pages.ts';
import type { Release } from './release.ts';

/** The process that prints: a page for each job, until its server lets go of it. */
export function print({ keepPages }: Pick<Release, 'keepPages'>): void {
  const pages = new Pages(keepPages);
  process.on('message', (message) => {
    const job = jobIn(message);
    if (job === undefined) return;
    const page = pages.next().fill(job.id & 0xff);
    process.send?.({ id: job.id, bytes: page.length });
  });
  process.on('disconnect', () => process.exit(0));
}
