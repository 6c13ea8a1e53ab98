import { z } from 'zod';
import { terminated } from './objects.ts';

/**
 * The end of one container instance as it was watched. A pod's status holds the last one or two ends of a container
 * only: a restart that the runtime fails (StartError) at once takes the place of the OOM kill before it (seen on kind).
 */
export const endingSchema = z.object({
  pod: z.string(),
  container: z.string(),
  /** 64 digits. */
  containerId: z.string(),
  /** The restart count of the instance that ended: 0 for the first. */
  restart: z.number(),
  state: terminated,
  /** Set where its pod was being deleted: then the end says how it stops, and nothing else of the app. */
  stop: z.object({ askedAt: z.iso.datetime(), graceSeconds: z.number() }).optional(),
});
export type Ending = z.infer<typeof endingSchema>;
