import type { Trend } from '../trend/trend.ts';
import { formatBytes, formatSeconds } from '../shared/quantity.ts';
import type { Aftermath, Instance, JudgeOptions } from './case.ts';
import { forecast } from './forecast.ts';
import type { Forecast } from './forecast.ts';
import type { Judgement } from './judgement.ts';

/** What the memory curves of the instances that outlived the old time to failure promise; the worst of them decides. */
export function outlook(instances: Instance[], aftermath: Aftermath, options: JudgeOptions): Judgement {
  const forecasts = instances.map((instance) => forecast(instance, aftermath, options));
  const climbing = forecasts.filter(({ trend, pastHorizon }) => trend.shape === 'climbing' && !pastHorizon);
  const [soonest] = climbing.toSorted((a, b) => (a.eta?.lab.low ?? 0) - (b.eta?.lab.low ?? 0));
  if (soonest !== undefined) {
    return { verdict: 'delayed', reasons: willReturn(soonest, options), eta: soonest.eta, trend: soonest.trend };
  }
  const unclear = forecasts.find(({ trend }) => trend.shape === 'too-short');
  if (unclear !== undefined) {
    const reason = `${name(unclear)} ran for ${formatSeconds(unclear.trend.seconds)} with ${unclear.instance.samples.length} samples: too short to tell whether its memory floor climbs.`;
    // A slope that nobody knows has infinite bounds, which JSON cannot hold.
    return { verdict: 'inconclusive', reasons: [reason], eta: null, trend: null };
  }
  const hidden = forecasts.find(({ otherGrowth }) => otherGrowth > 0);
  if (hidden !== undefined) {
    const reason = `The app's own memory in ${name(hidden)} stands still, but other memory grew by ${formatBytes(hidden.otherGrowth)}: page cache, which the kernel can drop, or a memory-backed volume, which it cannot.`;
    return { verdict: 'inconclusive', reasons: [reason], eta: null, trend: hidden.trend };
  }
  const decisive = forecasts.toSorted((a, b) => b.trend.slope.high - a.trend.slope.high)[0];
  if (decisive === undefined) throw new Error('outlook needs one instance at least');
  return { verdict: 'resolved', reasons: staysAway(decisive, options), eta: decisive.eta, trend: decisive.trend };
}

function willReturn(soonest: Forecast, { speedup }: JudgeOptions): string[] {
  const { trend, limit, eta } = soonest;
  const pace = `The memory floor of ${name(soonest)} still climbs by ${perHour(trend.slope.perSecond / speedup)} at the incident's own pace (${perSecond(trend.slope.perSecond)} in the lab) and stood at ${formatBytes(trend.floor)}`;
  if (limit === null || eta === null) return [`${pace}; no limit is known that it would reach.`];
  const { expected, low, high } = eta.real;
  const range = high === null ? `at least ${formatSeconds(low)}` : `${formatSeconds(low)} to ${formatSeconds(high)}`;
  return [
    `${pace}.`,
    `It reaches ${formatBytes(limit)} ${formatSeconds(expected)} after the start (${range}), in the lab ${formatSeconds(eta.lab.expected)}.`,
  ];
}

function staysAway(decisive: Forecast, options: JudgeOptions): string[] {
  const { trend, eta } = decisive;
  const floor = formatBytes(trend.floor);
  const subject = `The memory floor of ${name(decisive)}`;
  if (eta !== null) {
    const when = `${formatSeconds(eta.real.low)} after the start at the earliest`;
    return [
      `${subject} climbs so slowly that it reaches its limit ${when}, past the horizon of ${formatSeconds(options.horizonSeconds)}.`,
    ];
  }
  const shapes: Record<Trend['shape'], string> = {
    flat: `${subject} stays at ${floor} over ${formatSeconds(trend.seconds)}.`,
    'warming-up': `${subject} rose while it warmed up and levels off at ${floor}.`,
    step: `${subject} changed once, to ${floor}, and stays there.`,
    climbing: `${subject} climbs.`,
    'too-short': `${subject} is not known.`,
  };
  return [shapes[trend.shape], ...unseen(decisive, options)];
}

/** What the watch could not have seen: the steepest climb that the samples still allow. */
function unseen({ trend, limit }: Forecast, { speedup, horizonSeconds }: JudgeOptions): string[] {
  const steepest = trend.slope.high;
  if (limit === null || steepest <= 0) return [];
  const reaches = (Math.max(0, limit - trend.floor) / steepest) * speedup;
  const than = reaches < horizonSeconds ? 'sooner than the horizon of' : 'later than the horizon of';
  return [
    `A leak slower than ${perHour(steepest / speedup)} would not show in this watch; it would need ${formatSeconds(reaches)} or more to reach ${formatBytes(limit)}, ${than} ${formatSeconds(horizonSeconds)}.`,
  ];
}

function name({ instance }: Forecast): string {
  return `${instance.pod}/${instance.container}`;
}

function perHour(bytesPerSecond: number): string {
  return `${formatBytes(bytesPerSecond * 3600)} an hour`;
}

function perSecond(bytesPerSecond: number): string {
  return `${formatBytes(bytesPerSecond)} a second`;
}
