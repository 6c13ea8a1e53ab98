import type { Evidence } from '../evidence.ts';
import type { MemorySeries } from '../memory.ts';
import { formatBytes } from '../../shared/quantity.ts';
import { table } from './table.ts';

/** Memory per container as `kubectl top pod --containers` lists it, with the limit and the curve's peak beside it. */
export function resourcesLog({ pods, memory }: Evidence): string {
  const rows = pods.flatMap((pod) =>
    [...(pod.spec.initContainers ?? []), ...pod.spec.containers].map(({ name, resources }) => {
      const series = memory.find((series) => series.pod === pod.metadata.name && series.container === name);
      return [
        pod.metadata.name,
        name,
        resources?.requests?.['memory'] ?? '<none>',
        resources?.limits?.['memory'] ?? '<none>',
        ...curve(series),
      ];
    }),
  );
  if (rows.length === 0) return 'No pods found.\n';
  const header = ['POD', 'NAME', 'REQUEST', 'LIMIT', 'LAST', 'PEAK', 'PEAK SHARE', 'SAMPLES', 'PEAK AT'];
  return table([header, ...rows]);
}

function curve(series: MemorySeries | undefined): string[] {
  const last = series?.samples.at(-1);
  if (series === undefined || last === undefined) return ['<unknown>', '<unknown>', '<unknown>', '0', '<unknown>'];
  const peak = series.samples.reduce((best, sample) => (sample.workingSet > best.workingSet ? sample : best), last);
  return [
    formatBytes(last.workingSet),
    formatBytes(peak.workingSet),
    peak.limit === null ? '<none>' : `${Math.round((peak.workingSet / peak.limit) * 100)}%`,
    String(series.samples.length),
    `${new Date(peak.time).toISOString()} (restart ${peak.restart})`,
  ];
}
