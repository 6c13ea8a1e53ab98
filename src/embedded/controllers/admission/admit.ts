import type { NewObject } from '../../store/object.ts';
import type { ResourceName, Store } from '../../store/store.ts';
import { checkQuota } from './check-quota.ts';
import { completeJob } from './complete-job.ts';
import { completePod } from './complete-pod.ts';
import { completeService } from './complete-service.ts';
import { applyLimitRanges } from './limit-ranges.ts';

/** The last word on a new object, for createStore. @param network - the first two bytes of the Services' addresses */
export function admission(network: string) {
  return (resource: ResourceName, object: NewObject, store: Store) => admit(resource, object, store, network);
}

/**
 * Fills in what the cluster gives (a Service its address, a pod its
 * limits by LimitRange, a Job its selector), and refuses what LimitRange and ResourceQuota do not allow.
 * @throws StatusError 403 Forbidden in the API server's words
 */
export function admit(resource: ResourceName, object: NewObject, store: Store, network = '127.96'): NewObject {
  const complete = completions[resource];
  const completed = complete === undefined ? object : complete(store, object, network);
  checkQuota(store, resource, completed);
  return completed;
}

type Completion = (store: Store, object: NewObject, network: string) => NewObject;

const completions: Record<ResourceName, Completion> = {
  pods: (store, object) => applyLimitRanges(store, completePod(store, object)),
  services: completeService,
  'jobs.batch': (_, object) => completeJob(object),
};
