import type { Cluster } from '../../../src/cluster/cluster.ts';
import type { RunContext } from '../../../src/run/context.ts';
import type { RunEvent } from '../../../src/run/events.ts';
import type { ObservedInstance } from '../../../src/run/instance.ts';
import { Observation } from '../../../src/run/observation.ts';
import { Readings } from '../../../src/witness/readings.ts';
import { aPlan } from '../../unit/run/a-plan.ts';
import { TurnedClock } from '../../unit/shared/turned-clock.ts';
import type { FakeApiServer } from '../kube/fake-api-server.ts';

export interface TestRun {
  context: RunContext;
  clock: TurnedClock;
  readings: Readings;
  /** What the journal was told. */
  said: RunEvent[];
  /** Instances whose death was reported, as it was. */
  died: ObservedInstance[];
}

/** A run in the namespace `lab` of a fake API server, under a clock that only sleeping moves. */
export function runOn(server: FakeApiServer, different: Partial<RunContext> = {}): TestRun {
  const clock = new TurnedClock();
  const readings = new Readings(() => undefined);
  const said: RunEvent[] = [];
  const died: ObservedInstance[] = [];
  const journal = { say: (event: RunEvent) => void said.push(event), close: () => Promise.resolve() };
  const api = server.api({ clock, timeout: 5, patience: 5 });
  const namespace = 'lab';
  const source = { api, namespace, readings, journal, clock };
  const observation = new Observation({ ...source, onDeath: (instance) => died.push(instance) });
  const cluster: Cluster = {
    name: 'a fake cluster',
    origin: 'context',
    kubeconfig: server.kubeconfig,
    context: 'fake',
    api,
    nodes: [],
    kindName: null,
    limits: 'kernel',
    close: () => Promise.resolve(),
  };
  const witness = { name: 'a fake witness', provesKills: true, stop: () => Promise.resolve() };
  const lab = { cluster, witness, readings, clock };
  const { signal } = new AbortController();
  const context = {
    plan: aPlan(),
    lab,
    namespace,
    journal,
    observation,
    earlierPods: new Set<string>(),
    signal,
    ...different,
  };
  return { context, clock, readings, said, died };
}
