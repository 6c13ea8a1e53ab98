import type { Quote } from '../../evidence/death.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { formatBytes, formatSeconds } from '../../shared/quantity.ts';
import { kubectl, lookAt, resourceOf } from '../commands.ts';
import { confidenceOf, killedWords } from '../confidence.ts';
import type { Rate } from '../curve.ts';
import { commonBehaviour } from '../facts.ts';
import type { Workload } from '../facts.ts';
import type { Finding } from '../finding.ts';
import { lifetime } from '../instance.ts';
import type { Instance } from '../instance.ts';
import { median } from '../median.ts';
import { curveQuote, killQuotes, lastLogQuotes, limitQuote, probeQuotes, restartQuote } from '../quotes.ts';
import type { Rule } from '../rule.ts';

/** OOM kills whose curves grow with time from a low start; or, before the first kill, a curve that climbs now. */
export const memoryLeak: Rule = {
  name: 'memory-leak',
  find: ({ evidence, workloads }) => workloads.flatMap((workload) => findIn(workload, evidence)),
};

interface Growth {
  workload: Workload;
  killed: Instance[];
  /** The lives whose curve grows, dead and alive. */
  growing: Instance[];
  rate: Rate;
  limit: number | null;
  /** Seconds from start to kill, one per kill. */
  timesToDeath: number[];
  /** Seconds until the first of the living reaches its limit at its own rate; null where none climbs. */
  untilLimit: number | null;
}

function findIn(workload: Workload, evidence: Evidence): Finding[] {
  const { oomKilled: killed, alive } = workload;
  const decisive = killed.some(({ curve }) => curve.behaviour !== 'unseen') ? killed : alive;
  const growing = [...killed, ...alive].filter(({ curve }) => curve.behaviour === 'grows');
  if (commonBehaviour(decisive) !== 'grows' || growing.length === 0) return [];
  if (killed.length === 0 && growing.every(({ limit }) => limit === null)) return [];

  const rates = growing.flatMap(({ curve }) => (curve.rate === null ? [] : [curve.rate]));
  const part = (key: keyof Rate) => median(rates.map((rate) => rate[key]));
  const growth: Growth = {
    workload,
    killed,
    growing,
    rate: { perSecond: part('perSecond'), low: part('low'), high: part('high') },
    limit: growing[0]?.limit ?? null,
    timesToDeath: killed.map((instance) => lifetime(instance, evidence.collectedAt)),
    untilLimit: untilLimit(alive),
  };
  const probes = probeQuotes(workload, evidence);
  const against = [...probes.against, ...otherCurves(growth)];
  return [
    {
      cause: 'memory-leak',
      subject: workload.subject,
      pods: workload.pods.filter((pod) => [...killed, ...growing].some((instance) => instance.pod === pod)),
      confidence: confidenceOf({
        killed,
        agreeing: killed.filter((instance) => growing.includes(instance)).length,
        clear: growing.some(({ curve }) => curve.clear),
        against: against.length,
      }),
      summary: summaryOf(growth),
      for: [
        ...growing.slice(0, 3).map(rateQuote),
        ...killQuotes(killed),
        restartQuote(workload),
        limitQuote(workload),
        ...lastLogQuotes(killed, evidence),
        ...probes.for,
      ],
      against,
      figures: figuresOf(growth),
      next: [
        ...lookAt(evidence, workload),
        ...(workload.subject.kind === 'Deployment'
          ? [kubectl(evidence, 'rollout', 'history', resourceOf(workload))]
          : []),
      ],
    },
  ];
}

function untilLimit(alive: readonly Instance[]): number | null {
  const left = alive.flatMap(({ limit, curve }) =>
    limit === null || curve.rate === null || curve.end === null ? [] : [(limit - curve.end) / curve.rate.perSecond],
  );
  return left.length === 0 ? null : Math.max(0, Math.min(...left));
}

function rateQuote(instance: Instance): Quote {
  const { rate, clear } = instance.curve;
  const { source, text } = curveQuote(instance);
  if (rate === null) return { source, text };
  const interval = `${formatBytes(rate.low)} to ${formatBytes(rate.high)}`;
  const how = clear ? 'Theil–Sen slope of the floors' : 'Theil–Sen slope of the samples';
  return { source, text: `${text}; grows by ${formatBytes(rate.perSecond)} per second (${interval}; ${how}, 95 %)` };
}

/** Kills whose curve went another way. */
function otherCurves({ killed }: Growth): Quote[] {
  return killed.filter(({ curve }) => curve.behaviour === 'jumps' || curve.behaviour === 'flat').map(curveQuote);
}

function summaryOf({ workload, killed, rate, limit, timesToDeath, untilLimit, growing }: Growth): string {
  const { subject } = workload;
  const start = growing[0]?.curve.start ?? null;
  const limitWords = limit === null ? 'no limit' : `the ${formatBytes(limit)} limit`;
  const from = start === null ? '' : ` from ${formatBytes(start)}`;
  const grows = `container ${subject.container} of ${subject.kind} ${subject.name} leaks memory: it grows by ${formatBytes(rate.perSecond)} per second${from} towards ${limitWords}`;
  const back = untilLimit === null ? '' : `; at this rate it is there again in ${formatSeconds(untilLimit)}`;
  if (killed.length === 0) {
    const first = untilLimit === null ? '' : `, and reaches it in ${formatSeconds(untilLimit)} at this rate`;
    return `${capital(grows)}${first}.`;
  }
  const times = killed.length === 1 ? 'once' : `${killed.length} times`;
  const after = `${formatSeconds(median(timesToDeath))} after its start`;
  return `${capital(grows)}, where ${killedWords(killed)} ${times}, ${after}${back}.`;
}

function figuresOf({ workload, killed, rate, limit, timesToDeath, untilLimit }: Growth): Record<string, number> {
  return {
    growthBytesPerSecond: Math.round(rate.perSecond),
    growthLowBytesPerSecond: Math.round(rate.low),
    growthHighBytesPerSecond: Math.round(rate.high),
    restarts: workload.restarts,
    oomKills: killed.length,
    ...(limit === null ? {} : { limitBytes: limit }),
    ...(timesToDeath.length === 0 ? {} : { timeToDeathSeconds: Math.round(median(timesToDeath) * 10) / 10 }),
    ...(untilLimit === null ? {} : { secondsUntilLimit: Math.round(untilLimit * 10) / 10 }),
  };
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
