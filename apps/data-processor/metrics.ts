import { Counter } from 'prom-client';
import type { Registry } from 'prom-client';
import { commonMetrics } from '../common/metrics.ts';
import type { Processor } from './processor.ts';

export function createMetrics(processor: Processor): Registry {
  const registry = commonMetrics();
  registry.registerMetric(
    new Counter({
      name: 'data_processor_events_processed_total',
      help: 'Events processed since the start.',
      registers: [],
      collect() {
        this.reset();
        this.inc(processor.processed);
      },
    }),
  );
  return registry;
}
