import type { Quote } from '../evidence/death.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Workload } from './facts.ts';

/**
 * What speaks against any reading of an exit code where the events are missing: a container that a probe has ended exits
 * like one that ended by itself.
 */
export function unseenProbes({ spec }: Workload, { missing }: Pick<Evidence, 'missing'>): Quote[] {
  if (spec.livenessProbe === undefined && spec.startupProbe === undefined) return [];
  if (!missing.some(({ part }) => part === 'events.json')) return [];
  const text = 'events are missing: that a failing probe has ended it cannot be ruled out';
  return [{ source: 'bundle.json: missing', text }];
}
