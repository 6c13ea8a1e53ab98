import type { Quote } from '../evidence/death.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Pod } from '../evidence/objects.ts';
import { isCurrent } from './place.ts';

/** A pod that the scheduler cannot place, in the scheduler's words. */
export interface Unscheduled {
  pod: Pod;
  message: string;
  quote: Quote;
}

/** Only pods that wait now: one that was placed after a while is none. */
export function unscheduled({ pods }: Pick<Evidence, 'pods'>): Unscheduled[] {
  return pods.filter(isCurrent).flatMap((pod) => {
    const condition = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
    if (condition?.status !== 'False' || condition.reason !== 'Unschedulable') return [];
    const message = condition.message ?? '';
    const source = `pods.json: ${pod.metadata.name} status.conditions[PodScheduled]`;
    return [{ pod, message, quote: { source, text: `Unschedulable: ${message}` } }];
  });
}

/** The words of the scheduler's volume plugins (pkg/scheduler/framework/plugins/volumebinding). */
const volumeWords =
  /persistentvolumeclaim|unbound immediate|volume node affinity|available persistent volumes to bind|max volume count|volume limits/i;

export function waitsForVolume({ message }: Unscheduled): boolean {
  return volumeWords.test(message);
}
