import { z } from 'zod';
import type { Baseline } from '../../src/verify/case.ts';

const probe = z.strictObject({ patienceSeconds: z.number(), handler: z.string() });

const guarded = z.strictObject({
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
});

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
});
