import type { ConfinementReading } from '../../embedded/read-confinement.ts';
import { readConfinement } from '../../embedded/read-confinement.ts';
import type { Check } from '../check.ts';
import type { Outcome } from '../outcome.ts';
import { ok, skipped, warning } from '../outcome.ts';

/** Whose memory limits the embedded cluster would have here. */
export const limitsCheck: Check = {
  name: 'limits',
  group: 'machine',
  byHand: 'leaklab cluster up --on embedded',
  run: async () =>
    process.platform === 'linux'
      ? judgeLimits(await readConfinement())
      : skipped(`the embedded cluster does not run on ${process.platform}`),
};

export function judgeLimits({ limits, description, mend }: ConfinementReading): Outcome {
  if (limits === 'kernel') return ok(`the embedded cluster has the kernel's limits: ${description}`);
  return warning(`the embedded cluster has approximate limits: ${description}`, mend ?? 'run leaklab as root');
}
