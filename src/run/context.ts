import type { Cluster } from '../cluster/cluster.ts';
import type { Pace, Remedy, Scenario } from '../scenario/model.ts';
import type { Clock } from '../shared/clock.ts';
import type { Readings } from '../witness/readings.ts';
import type { Witness } from '../witness/witness.ts';
import type { Journal } from './journal.ts';
import type { Observation } from './observation.ts';
import type { RunLoad } from './run-load.ts';

/** What one run is to do. */
export interface Plan {
  id: string;
  scenario: Scenario;
  remedy: Remedy | null;
  pace: Pace;
  /** Absolute path of the run's folder. */
  folder: string;
  /** Leave the namespace where it is. */
  keep: boolean;
}

/** What runs of one call share. */
export interface Lab {
  cluster: Cluster;
  witness: Witness;
  readings: Readings;
  clock: Clock;
}

/** What the steps of one run work with. */
export interface RunContext {
  plan: Plan;
  lab: Lab;
  namespace: string;
  journal: Journal;
  observation: Observation;
  /** Uids of the pods from before the scenario's change: what they do is no part of the fault. */
  earlierPods: Set<string>;
  /** Set once it is deployed, where the scenario has a load. */
  load?: RunLoad | null;
  signal: AbortSignal;
}
