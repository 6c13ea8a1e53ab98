/** What the verdict is made from: plain data, so that a verdict can be repeated from a journal. */
import type { Death } from '../evidence/death.ts';
import type { LoadFigures } from '../evidence/load.ts';
import type { MemorySample } from '../evidence/memory.ts';

/** What a remedy may not remove. */
export interface Guarded {
  workload: { kind: string; name: string };
  replicas: number;
  /** Seconds that a pod is given to end; missing in journals of earlier versions. */
  graceSeconds?: number;
  containers: GuardedContainer[];
  /** Names of the Services whose selector matches the workload's pods. */
  services: string[];
}

export interface GuardedContainer {
  name: string;
  /** Bytes; null where there is none. */
  memoryLimit: number | null;
  probes: Partial<Record<'liveness' | 'readiness' | 'startup', GuardedProbe>>;
}

export interface GuardedProbe {
  /** initialDelaySeconds + periodSeconds × failureThreshold: how long it looks on before it acts. */
  patienceSeconds: number;
  /** `httpGet`, `tcpSocket`, `exec` or `grpc`. */
  handler: string;
}

/** The incident as it was before the remedy. */
export interface Baseline {
  guarded: Guarded;
  /** True where there was no fault: nothing can be resolved then, and a remedy can only do harm. */
  decoy?: boolean;
  /** True where the fault is that the kernel kills for memory: then each such kill after the remedy is the fault again. */
  memory: boolean;
  /** What was seen of the fault, a sentence each. */
  sightings: string[];
  /** Names of the pods that showed it. */
  pods: string[];
  /** Deaths that are the symptom, in order; none where the fault kills nobody. */
  deaths: Death[];
  /** Seconds from the container's start, or from the pod's where none starts, to each sighting. */
  timesToFailure: number[];
  /** Units of work per second (the scenario's rate invariant); null where it could not be measured. */
  workRate: number | null;
  /** The load while a pod was ready; left out where the scenario sends none. */
  load?: LoadFigures | null;
}

/** One container instance that ran after the remedy: from its start to its end or to the end of the watch. */
export interface Instance {
  pod: string;
  container: string;
  containerId: string;
  /** Milliseconds since the Unix epoch. */
  startedAt: number;
  endedAt: number | null;
  /** Set when it ended by itself or by a kill, not because its pod was deleted. */
  death: Death | null;
  /** The times after the remedy that the kernel OOM-killed a process of it and it lived on, in order. */
  childKills: ChildKill[];
  /** True when its pod was deleted while the watch went on and no rollout asked for it. */
  replaced: boolean;
  samples: MemorySample[];
}

export interface ChildKill {
  /** Milliseconds since the Unix epoch. */
  time: number;
  /** Seconds since the container's start, or since the kill before it. */
  after: number;
}

/** How one container ended that was asked to. */
export interface Stop {
  pod: string;
  container: string;
  /** Null where its pod was gone before anybody was told. */
  exitCode: number | null;
  /** True where the kernel killed it for memory meanwhile. */
  memory: boolean;
  graceSeconds: number | null;
  /** From the request to the end. */
  seconds: number | null;
}

export interface InvariantResult {
  name: string;
  held: boolean;
  expected: string;
  got: string;
}

/** What was seen after the remedy. */
export interface Aftermath {
  /** `refused`: the API server did not take it; `error`: its command failed (it is judged by what it left all the same). */
  remedy: { outcome: 'applied' | 'refused' | 'error'; detail: string };
  /** False when the new pods never got ready; `rolloutDetail` says what was last seen. */
  rolloutComplete: boolean;
  rolloutDetail: string;
  /** Seconds for which the workload was watched after the rollout. */
  watchedSeconds: number;
  /** Null when the workload is gone. */
  guarded: Guarded | null;
  /** The node's allocatable memory in bytes: a limit above it is none. */
  nodeMemory: number | null;
  instances: Instance[];
  invariants: InvariantResult[];
  /** How containers ended that were asked to after the remedy; missing where nobody asked. */
  stops?: Stop[];
  workRate: number | null;
  /** The load since the rollout was complete; left out where the scenario sends none. */
  load?: LoadFigures | null;
  /** Faults of the lab itself (API server gone, witness cut off …): they make the run inconclusive. */
  environment: string[];
}

export interface JudgeOptions {
  /** Lab seconds × speedup = seconds at the incident's own pace. */
  speedup: number;
  /** A projected failure beyond this, in seconds at the incident's own pace, does not count. */
  horizonSeconds: number;
}
