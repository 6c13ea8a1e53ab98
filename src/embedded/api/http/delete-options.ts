import { z } from 'zod';

/** meta.k8s.io/v1 DeleteOptions, as far as they are honoured. */
export const deleteOptionsSchema = z.looseObject({
  gracePeriodSeconds: z.int().nullish(),
  propagationPolicy: z.string().nullish(),
  orphanDependents: z.boolean().nullish(),
  preconditions: z.looseObject({ uid: z.string().nullish(), resourceVersion: z.string().nullish() }).nullish(),
  dryRun: z.array(z.string()).nullish(),
});

export type DeleteOptionsBody = z.infer<typeof deleteOptionsSchema>;
