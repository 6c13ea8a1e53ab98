// Little, and much at times: `peak` requests a second in the last `lasts` of every `every`, else `rate`.
import { arrival, optionsWith, perHour, readPlan, send } from './plan.ts';

const plan = readPlan<{ rate: number; peak: number; every: number; lasts: number }>();
const { rate, peak, every, lasts } = plan.traffic;

const round = [
  { target: perHour(rate), duration: `${every - lasts}s` },
  { target: perHour(peak), duration: '0s' },
  { target: perHour(peak), duration: `${lasts}s` },
  { target: perHour(rate), duration: '0s' },
];

export const options = optionsWith({
  executor: 'ramping-arrival-rate',
  ...arrival(plan),
  startRate: perHour(rate),
  stages: Array.from({ length: Math.ceil(plan.atMost / every) }, () => round).flat(),
});

export default send;
