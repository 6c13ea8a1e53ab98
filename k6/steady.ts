// Always as much: the same number of requests in every second.
import { arrival, optionsWith, perHour, readPlan, send } from './plan.ts';

const plan = readPlan<{ rate: number }>();

export const options = optionsWith({
  executor: 'constant-arrival-rate',
  ...arrival(plan),
  rate: perHour(plan.traffic.rate),
  duration: `${plan.atMost}s`,
});

export default send;
