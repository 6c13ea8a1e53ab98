import type { Found } from '../../cluster/embedded/find.ts';
import { findBackground } from '../../cluster/embedded/find.ts';
import { pidOf } from '../../cluster/embedded/record.ts';
import type { Check } from '../check.ts';
import type { Outcome } from '../outcome.ts';
import { ok, warning } from '../outcome.ts';

export const embeddedCheck: Check = {
  name: 'embedded',
  group: 'cluster',
  byHand: 'leaklab cluster status --on embedded',
  run: async () => judgeEmbedded(await findBackground()),
};

export function judgeEmbedded(found: Found): Outcome {
  if (found.state === 'none') return ok('no embedded cluster is up; a run on it makes its own');
  if (found.state === 'starting') return ok('an embedded cluster is just coming up');
  if (found.state === 'died') {
    const text = `the embedded cluster of process ${pidOf(found.record)} has died; runs on it make their own`;
    return warning(text, 'leaklab cluster up --on embedded');
  }
  const { up, since } = found.record;
  const limits = up.limits === 'kernel' ? "the kernel's limits" : 'approximate limits';
  return ok(`an embedded cluster is up since ${since}, with ${limits}: runs take it unless --on names another`);
}
