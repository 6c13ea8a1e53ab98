import { constants, PerformanceObserver } from 'node:perf_hooks';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { readCgroupMemory } from './cgroup.ts';

/** prom-client's own metrics, and those of memory that it lacks. */
export function commonMetrics(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  registry.registerMetric(
    gauge(
      'nodejs_array_buffers_bytes',
      'Memory of ArrayBuffers, Buffers included; it lies outside the heap.',
      () => process.memoryUsage().arrayBuffers,
    ),
  );
  registry.registerMetric(
    gauge(
      'cgroup_memory_usage_bytes',
      'Memory charged to the cgroup of this process, page cache included; 0 where no cgroup is seen.',
      () => readCgroupMemory()?.usage ?? 0,
    ),
  );
  registry.registerMetric(
    gauge(
      'cgroup_memory_limit_bytes',
      'Memory limit of the cgroup of this process; 0 without one.',
      () => readCgroupMemory()?.limit ?? 0,
    ),
  );
  const heap = watchHeap();
  registry.registerMetric(
    gauge(
      'nodejs_heap_size_used_after_gc_bytes',
      'Heap in use when the last major garbage collection was reported; 0 before the first.',
      () => heap.usedAfterCollection,
    ),
  );
  return registry;
}

/** A gauge that is read when it is scraped. */
function gauge(name: string, help: string, read: () => number): Gauge {
  return new Gauge({
    name,
    help,
    registers: [],
    collect() {
      this.set(read());
    },
  });
}

/**
 * Node reports a collection on the event loop a little after it has ended, so the value also holds what was allocated
 * in between: a floor of the heap that is right within a tick's allocations.
 */
function watchHeap(): { usedAfterCollection: number } {
  const heap = { usedAfterCollection: 0 };
  new PerformanceObserver((list) => {
    if (list.getEntries().some(isMajor)) heap.usedAfterCollection = process.memoryUsage().heapUsed;
  }).observe({ entryTypes: ['gc'] });
  return heap;
}

function isMajor(entry: object): boolean {
  const detail = 'detail' in entry ? entry.detail : undefined;
  const kind = typeof detail === 'object' && detail !== null && 'kind' in detail ? detail.kind : undefined;
  return kind === constants.NODE_PERFORMANCE_GC_MAJOR;
}
