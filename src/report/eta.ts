import { formatSeconds } from '../shared/quantity.ts';
import type { Eta } from '../verify/judgement.ts';

/** "back in 41 s (38 to 45 s) in the lab, 68 min (63 min to 75 min) at the incident's own pace" */
export function describeEta(eta: Eta): string {
  const how = eta.from === 'observed' ? 'was back after' : 'back in';
  return `${how} ${interval(eta.lab)} in the lab, ${interval(eta.real)} at the incident's own pace`;
}

function interval({ expected, low, high }: Eta['lab']): string {
  const range = high === null ? `at least ${formatSeconds(low)}` : `${formatSeconds(low)} to ${formatSeconds(high)}`;
  return `${formatSeconds(expected)} (${range})`;
}
