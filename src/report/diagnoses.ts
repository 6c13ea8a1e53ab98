import { z } from 'zod';
import { causes } from '../diagnose/finding.ts';
import type { Diagnosis } from './findings.ts';

/** Raised when a field is renamed or removed; new fields may come at any time. */
const diagnosesVersion = 1;

const quote = z.object({ source: z.string().describe('where it was read'), text: z.string() });

const findingSchema = z.object({
  cluster: z.string(),
  namespace: z.string(),
  cause: z.enum(causes),
  subject: z.object({ kind: z.string(), name: z.string(), container: z.string().optional() }),
  pods: z.array(z.string()).describe('all pods that show it'),
  confidence: z.number().min(0).max(1),
  summary: z.string(),
  for: z.array(quote),
  against: z.array(quote),
  figures: z.record(z.string(), z.number()).describe('each with its unit in its name'),
  next: z.array(z.string()).describe('commands that a person would type next'),
});

/** What `leaklab diagnose --json` prints. */
export const diagnosesSchema = z.object({
  version: z.literal(diagnosesVersion),
  findings: z.array(findingSchema).describe('of all namespaces, the surest of each first'),
  missing: z
    .array(z.object({ namespace: z.string(), part: z.string(), why: z.string() }))
    .describe('what could not be read'),
});

export function toDiagnoses(diagnoses: Diagnosis[]): z.input<typeof diagnosesSchema> {
  return diagnosesSchema.parse({
    version: diagnosesVersion,
    findings: diagnoses.flatMap(({ cluster, namespace, findings }) =>
      findings.map((finding) => ({ cluster, namespace, ...finding })),
    ),
    missing: diagnoses.flatMap(({ namespace, missing }) => missing.map((one) => ({ namespace, ...one }))),
  });
}
