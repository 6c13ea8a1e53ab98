import type { Traffic } from '../scenario/traffic.ts';

/** Requests that are due within the first `seconds` of a load; a fraction is on its way. */
export function dueBy(traffic: Traffic, seconds: number): number {
  const time = Math.max(0, seconds);
  switch (traffic.shape) {
    case 'steady':
      return traffic.rate * time;
    case 'ramp': {
      const climbing = Math.min(time, traffic.over);
      return (traffic.rate * climbing ** 2) / (2 * traffic.over) + traffic.rate * (time - climbing);
    }
    default: {
      const { rate, peak, every, lasts } = traffic;
      const calm = every - lasts;
      const rounds = Math.floor(time / every);
      const rest = time - rounds * every;
      const one = rate * calm + peak * lasts;
      return rounds * one + rate * Math.min(rest, calm) + peak * Math.max(0, rest - calm);
    }
  }
}

/** The same load with a share of its requests. */
export function share(traffic: Traffic, part: number): Traffic {
  const rate = traffic.rate * part;
  return traffic.shape === 'spike' ? { ...traffic, rate, peak: traffic.peak * part } : { ...traffic, rate };
}
