import type { LoadFigures } from '../evidence/load.ts';
import { formatSeconds } from '../shared/quantity.ts';

/** "590 of 600 requests served in 30 s (10 failed), 95 % within 12 ms" */
export function loadFigures({ sent, served, failed, unsent, seconds, p95 }: LoadFigures): string {
  const lost = [...(failed === 0 ? [] : [`${failed} failed`]), ...(unsent === 0 ? [] : [`${unsent} not sent`])];
  const without = lost.length === 0 ? '' : ` (${lost.join(', ')})`;
  const within = p95 === null ? '' : `, 95 % within ${p95 < 10 ? p95 : Math.round(p95)} ms`;
  return `${served} of ${sent} requests served in ${formatSeconds(seconds)}${without}${within}`;
}
