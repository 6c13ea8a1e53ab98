import { parseTime } from '../evidence/death-window.ts';
import type { Pod } from '../evidence/objects.ts';

/**
 * Whether the pod has ever been ready: its condition starts as False with the pod itself, and changes for the first time
 * when it gets ready. Null where the status does not say.
 */
export function wasEverReady({ status }: Pod): boolean | null {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  if (ready === undefined) return null;
  if (ready.status === 'True') return true;
  const [changed, began] = [parseTime(ready.lastTransitionTime), parseTime(status?.startTime)];
  return changed === null || began === null ? null : changed > began + 1000;
}
