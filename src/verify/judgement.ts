import type { Interval } from '../trend/interval.ts';
import type { Trend } from '../trend/trend.ts';

export type { Interval };

export const verdicts = ['resolved', 'delayed', 'masked', 'failed', 'inconclusive'] as const;
export type Verdict = (typeof verdicts)[number];

/** When the fault will be back, counted from the start of a container. */
export interface Eta {
  /** `observed`: it was seen to come back; `projected`: the floor climbs towards the limit. */
  from: 'observed' | 'projected';
  lab: Interval;
  /** The same at the incident's own pace. */
  real: Interval;
}

export interface Judgement {
  verdict: Verdict;
  /** Sentences for people, the decisive one first. */
  reasons: string[];
  eta: Eta | null;
  trend: Trend | null;
}
