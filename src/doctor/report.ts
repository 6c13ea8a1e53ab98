import { z } from 'zod';
import type { Answer } from './check.ts';
import { groups } from './check.ts';

/** What `leaklab doctor --json` prints. */
export const doctorReportSchema = z.strictObject({
  version: z.literal(1).describe('of this format'),
  ok: z.boolean().describe('no check failed: the lab can be used'),
  checks: z.array(
    z.strictObject({
      group: z.enum(groups),
      name: z.string(),
      outcome: z.enum(['ok', 'warning', 'failure', 'skipped']),
      found: z.string().describe('what is the case, for people; why, where it was skipped'),
      mend: z.string().nullable().describe('the command that mends it; null where there is nothing to mend'),
    }),
  ),
});

export type DoctorReport = z.infer<typeof doctorReportSchema>;

export function toReport(answers: readonly Answer[]): DoctorReport {
  return {
    version: 1,
    ok: answers.every(({ outcome }) => outcome.outcome !== 'failure'),
    checks: answers.map(({ check, outcome }) => ({
      group: check.group,
      name: check.name,
      outcome: outcome.outcome,
      found: outcome.found,
      mend: 'mend' in outcome ? outcome.mend : null,
    })),
  };
}
