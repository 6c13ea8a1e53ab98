import { z } from 'zod';
import { causes } from '../diagnose/finding.ts';
import { loadFiguresSchema } from '../evidence/load-file.ts';
import type { RunResult } from '../run/events.ts';
import type { Skipped } from './matrix.ts';
import { verdicts } from '../verify/judgement.ts';

/** Raised when a field is renamed or removed; new fields may come at any time. */
const resultsVersion = 1;

const interval = z.object({
  expected: z.number().describe('seconds'),
  low: z.number().describe('seconds'),
  high: z.number().nullable().describe('seconds; null when the interval is open'),
});

const runResultSchema = z.object({
  id: z.string().describe('the run; its folder is .leaklab/runs/<id>'),
  scenario: z.string(),
  remedy: z.string().nullable().describe('null when the incident was only broken and diagnosed'),
  remedyKind: z.enum(['fix', 'workaround', 'placebo', 'cheat']).nullable(),
  traffic: z.string().nullable().describe('the traffic profile of the scenario; null for its whole load'),
  pace: z.enum(['lab', 'real']),
  cluster: z.string(),
  verdict: z.enum(verdicts).nullable(),
  expected: z.enum(verdicts).nullable().describe('what the scenario says; null for a remedy that it does not list'),
  asExpected: z.boolean().nullable(),
  cause: z.enum(causes).nullable(),
  expectedCause: z.string(),
  confidence: z.number().min(0).max(1).nullable(),
  eta: z
    .object({
      from: z.enum(['observed', 'projected']),
      lab: interval.describe("at the lab's pace, from the start of a container"),
      real: interval.describe("at the incident's own pace"),
    })
    .nullable()
    .describe('when the fault will be back'),
  reasons: z.array(z.string()).describe('the decisive one first'),
  explanation: z.string().nullable().describe('why the remedy should get the verdict that is expected of it'),
  symptom: z.string().nullable().describe('how the fault was seen to happen'),
  timesToFailure: z.array(z.number()).describe('seconds from start to death before the remedy'),
  seconds: z.number().describe('from deploy to verdict'),
  load: z
    .object({
      sender: z.enum(['k6', 'node']),
      shape: z.enum(['steady', 'ramp', 'spike']),
      words: z.string().describe('the load in words'),
      before: loadFiguresSchema.nullable().describe('until the fault was proven, while a pod was ready'),
      after: loadFiguresSchema.nullable().describe("from the end of the remedy's rollout on"),
    })
    .nullable()
    .describe('the load that was sent to the Service; null where the scenario sends none'),
  folder: z.string(),
  fault: z
    .object({
      kind: z.enum(['usage', 'environment', 'inconclusive', 'interrupted', 'defect']),
      message: z.string(),
      hint: z.string().nullable(),
    })
    .nullable()
    .describe('why the run could not be carried through'),
  infrastructure: z.boolean().describe('the lab itself failed, and not the workload: the run says nothing'),
});

export const resultsSchema = z.object({
  version: z.literal(resultsVersion),
  exitCode: z.number().int(),
  runs: z.array(runResultSchema),
  skipped: z.array(z.object({ scenario: z.string(), why: z.string() })).describe('scenarios that cannot run here'),
});

export interface Results {
  runs: RunResult[];
  /** Scenarios of the call that were not played. */
  skipped: Skipped[];
}

export function toResults({ runs, skipped }: Results, exitCode: number): z.input<typeof resultsSchema> {
  return resultsSchema.parse({ version: resultsVersion, exitCode, runs, skipped });
}
