// More and more: from no request to `rate` a second within `over`, and then steady.
import { arrival, optionsWith, perHour, readPlan, send } from './plan.ts';

const plan = readPlan<{ rate: number; over: number }>();
const { rate, over } = plan.traffic;

export const options = optionsWith({
  executor: 'ramping-arrival-rate',
  ...arrival(plan),
  startRate: 0,
  stages: [
    { target: perHour(rate), duration: `${over}s` },
    { target: perHour(rate), duration: `${plan.atMost}s` },
  ],
});

export default send;
