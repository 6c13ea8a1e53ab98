import type { ContainerLog, Evidence } from '../../src/evidence/evidence.ts';
import type { MemorySeries } from '../../src/evidence/memory.ts';

/** Evidence of now with what an earlier look at the same namespace saw and nobody can see again: curves, kills, old logs. */
export function addWitnessed(now: Evidence, earlier: Evidence): Evidence {
  const has = (log: ContainerLog) =>
    now.logs.some(
      ({ pod, container, previous }) => pod === log.pod && container === log.container && previous === log.previous,
    );
  const pods = new Set(now.pods.map(({ metadata }) => metadata.name));
  const kernelKills = new Map(
    [...earlier.kernelKills, ...now.kernelKills].map((kill) => [`${kill.containerId} ${kill.pid}`, kill]),
  );
  const oomCounts = new Map(
    [...now.oomCounts, ...earlier.oomCounts].map((count) => [`${count.containerId} ${count.kills}`, count]),
  );
  const endings = new Map([...earlier.endings, ...now.endings].map((ending) => [ending.containerId, ending]));
  return {
    ...now,
    logs: [...now.logs, ...earlier.logs.filter((log) => log.previous && pods.has(log.pod) && !has(log))],
    memory: joinSeries([...earlier.memory, ...now.memory]),
    kernelKills: [...kernelKills.values()].toSorted((a, b) => a.time - b.time),
    oomCounts: [...oomCounts.values()],
    endings: [...endings.values()],
  };
}

function joinSeries(all: MemorySeries[]): MemorySeries[] {
  const joined = new Map<string, MemorySeries>();
  for (const { pod, container, samples } of all) {
    const key = `${pod}/${container}`;
    const known = joined.get(key)?.samples ?? [];
    joined.set(key, { pod, container, samples: [...known, ...samples].toSorted((a, b) => a.time - b.time) });
  }
  return [...joined.values()];
}
