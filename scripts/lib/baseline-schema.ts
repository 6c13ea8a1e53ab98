import { z } from 'zod';
import { loadFiguresSchema } from '../../src/evidence/load-file.ts';
import type { Baseline } from '../../src/verify/case.ts';

const probe = z.strictObject({ patienceSeconds: z.number(), handler: z.string() });

/** All fields of T, so that one that is added there is not forgotten here. */
type FieldsOf<T> = Record<keyof Required<T>, z.ZodType>;

const guarded = z.strictObject({
  graceSeconds: z.number().optional(),
  workload: z.strictObject({ kind: z.string(), name: z.string() }),
  replicas: z.number(),
  containers: z.array(
    z.strictObject({
      name: z.string(),
      memoryLimit: z.number().nullable(),
      probes: z.partialRecord(z.enum(['liveness', 'readiness', 'startup']), probe),
    }),
  ),
  services: z.array(z.string()),
} satisfies FieldsOf<Baseline['guarded']>);

const death = z.strictObject({
  pod: z.string(),
  container: z.string(),
  containerId: z.string(),
  restart: z.number(),
  startedAt: z.number().nullable(),
  finishedAt: z.number().nullable(),
  exitCode: z.number(),
  reason: z.string().nullable(),
  message: z.string().nullable(),
  oom: z.enum(['proven', 'reported', 'likely', 'no', 'unknown']),
  proof: z.array(z.strictObject({ source: z.string(), text: z.string() })),
});

/** A baseline as `trigger` keeps it for `verify`. */
export const baselineSchema: z.ZodType<Baseline> = z.strictObject({
  guarded,
  decoy: z.boolean().optional(),
  memory: z.boolean(),
  sightings: z.array(z.string()),
  pods: z.array(z.string()),
  deaths: z.array(death),
  timesToFailure: z.array(z.number()),
  workRate: z.number().nullable(),
  load: loadFiguresSchema.nullish(),
} satisfies FieldsOf<Baseline>);
