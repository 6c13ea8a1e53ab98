import { z } from 'zod';
import { condition, labelSelector, object, podTemplate, viewOf } from './object.ts';

const jobCondition = condition.extend({ lastProbeTime: z.string().nullish() });
export type JobCondition = z.infer<typeof jobCondition>;

const status = z.looseObject({
  conditions: z.array(jobCondition).optional(),
  startTime: z.string().optional(),
  completionTime: z.string().optional(),
  active: z.number().optional(),
  succeeded: z.number().optional(),
  failed: z.number().optional(),
  ready: z.number().optional(),
  terminating: z.number().optional(),
});
export type JobStatus = z.infer<typeof status>;

const job = object.extend({
  spec: z.looseObject({
    parallelism: z.number().optional(),
    completions: z.number().optional(),
    backoffLimit: z.number().optional(),
    activeDeadlineSeconds: z.number().optional(),
    ttlSecondsAfterFinished: z.number().optional(),
    suspend: z.boolean().optional(),
    selector: labelSelector,
    template: podTemplate,
  }),
  status: status.optional(),
});
export type Job = z.infer<typeof job>;
export const readJob = viewOf(job);
