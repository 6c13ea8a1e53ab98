import type { MemorySample } from '../../evidence/memory.ts';
import { formatBytes } from '../../shared/quantity.ts';
import { analyseTrend } from '../../trend/analyse-trend.ts';
import { findTeeth, neighbourNoise } from '../../trend/teeth.ts';
import type { Point } from '../../trend/trend.ts';
import { nameOf } from '../container-finding.ts';
import type { Facts, Workload } from '../facts.ts';
import type { Instance } from '../instance.ts';
import { curveQuote } from '../quotes.ts';
import type { Harmless } from './harmless.ts';

/** Seconds in which every runtime loads itself. */
const startUp = 3;
/** Shares of the limit: usage that an alert would tell of, page cache that explains it, a move that a person sees. */
const share = { full: 0.85, cached: 0.3, seen: 0.15 };

/** Memory that moved, or stands at the limit, in containers that live: page cache, garbage, a warm-up. */
export function harmlessMemory({ evidence, workloads }: Facts): Harmless[] {
  return workloads.flatMap((workload) =>
    workload.alive.slice(0, 1).flatMap((instance) => {
      const samples = evidence.memory
        .filter(({ pod, container }) => pod === instance.pod && container === instance.container)
        .flatMap((series) => series.samples.filter(({ restart }) => restart === instance.restart));
      const why = whyOf(workload, instance, samples);
      return why === null ? [] : [{ why, quotes: [curveQuote(instance)] }];
    }),
  );
}

function whyOf(workload: Workload, { limit, startedAt }: Instance, samples: readonly MemorySample[]): string | null {
  const settled = samples.filter(({ time }) => time >= startedAt + startUp * 1000);
  const [first, last] = [settled[0], settled.at(-1)];
  if (limit === null || first === undefined || last === undefined) return null;
  const name = nameOf(workload).replace(/^C/, 'c');
  const fullest = settled.reduce((most, sample) => (sample.usage > most.usage ? sample : most), first);
  const cached = fullest.usage - fullest.rss;
  if (fullest.usage >= share.full * limit && cached >= share.cached * limit) {
    return `${name} has used ${formatBytes(fullest.usage)} of ${formatBytes(limit)}, and ${formatBytes(cached)} of that was page cache, which the kernel drops when memory is needed: what it cannot drop stands at ${formatBytes(last.rss)}`;
  }
  return moved(
    name,
    limit,
    settled.map(({ time, rss }): Point => ({ at: (time - startedAt) / 1000, bytes: rss })),
  );
}

function moved(name: string, limit: number, points: Point[]): string | null {
  const levels = points.map(({ bytes }) => bytes);
  const [low, high] = [Math.min(...levels), Math.max(...levels)];
  if (high - low < share.seen * limit) return null;
  const { shape, floor } = analyseTrend(points);
  const { bottoms, height } = findTeeth(points, neighbourNoise(points));
  if (bottoms.length >= 2 && height >= share.seen * limit && shape !== 'climbing') {
    return `the memory of ${name} climbs and falls by ${formatBytes(height)} again and again, as garbage does, and its floor stays at ${formatBytes(floor)}`;
  }
  if (shape !== 'warming-up' && shape !== 'step') return null;
  return `the memory of ${name} rose from ${formatBytes(low)} while it warmed up, and levels off at ${formatBytes(floor)}, below its limit of ${formatBytes(limit)}`;
}
