/** A scenario as the engine uses it, after loading: paths resolved, units plain. */
import type { Cause } from '../diagnose/finding.ts';
import type { Verdict } from '../verify/judgement.ts';
import type { RemedyKind } from './remedy-kinds.ts';
import type { Symptom } from './symptom.ts';
import type { Load } from './traffic.ts';

export type PaceName = 'lab' | 'real';

export interface Pace {
  name: PaceName;
  /** How many times faster than the incident; 1 for the incident's own pace. */
  speedup: number;
  /** Set on every container of the workload when it is deployed. */
  env: Record<string, string>;
  /** Seconds that the workload's pods are given to end; missing where the manifest says it. */
  gracePeriod?: number | undefined;
  /** Seconds within which the symptom must have been seen. */
  failsWithin: number;
}

/** Fields of the workload's container, as `kubectl set image`, `set resources` and `set env` set them. */
export interface FieldSettings {
  image: string | null;
  /** Quantities by resource, `memory: 256Mi`. */
  requests: Record<string, string>;
  limits: Record<string, string>;
  /** Null takes a variable away. */
  env: Record<string, string | null>;
}

/** What is done to the cluster by hand, in this order. */
export interface Change {
  /** Absolute path of a file of patches or objects. */
  file: string | null;
  set: FieldSettings | null;
}

export interface Remedy extends Change {
  name: string;
  kind: RemedyKind;
  /** Null for a remedy that the scenario does not list. */
  expect: Verdict | null;
  summary: string;
  /** Why it gets its verdict, for after it; null for a remedy that the scenario does not list. */
  explanation: string | null;
  /** Go back to the revision before the newest, as `kubectl rollout undo` does. */
  undo: boolean;
  /** Roll the workload out anew after the patch, as `kubectl rollout restart` does. */
  restart: boolean;
  /** The traffic profile under which it is tried; null for the whole load. */
  traffic: string | null;
  /** A command to run with KUBECONFIG and LEAKLAB_NAMESPACE set; null for the remedies of a scenario. */
  command: string | null;
}

/** A request that must hold while the workload does its job, made through the API server's proxy. */
export interface Invariant {
  name: string;
  method: 'GET' | 'POST';
  path: string;
  body: unknown;
  /** HTTP status that must come back. */
  status: number;
  /** `length`: the array at `field` has at least `atLeast` entries. `rate`: the number at `field` grows at least at
   *  `atLeast` (0 to 1) of its pace before the remedy. Null: the status is all. */
  json: { field: string; check: 'length' | 'rate'; atLeast: number } | null;
}

export interface Scenario {
  /** Absolute path of the scenario's folder. */
  folder: string;
  name: string;
  title: string;
  summary: string;
  tags: string[];
  workload: { kind: 'Deployment'; name: string; container: string };
  service: { name: string; port: number };
  /** References of the images that the manifests and remedies use, `app:release`. */
  images: string[];
  /** References of images that are loaded and not built. */
  externalImages: string[];
  /** The kinds of cluster that can show the fault, and why no other; null where all can. */
  clusters: {
    only: ('kind' | 'embedded' | 'context')[];
    why: string;
    /** It gets a kind cluster of its own, whose kubelet evicts once so many bytes more are used than by the node alone;
     *  null where it takes any. */
    evictsAfter: number | null;
  } | null;
  /** What is sent to the Service while a run goes on; null where the workload's own work is enough. */
  load: Load | null;
  /** Traffic profiles by name, each a share of the load's rates (above 0, at most 1). */
  profiles: Record<string, number>;
  /** What brings the fault once the manifests are rolled out and ready; null where they have it from the start. */
  change: Change | null;
  symptom: Symptom;
  cause: Cause;
  paces: Record<PaceName, Pace>;
  /** Seconds at the incident's own pace. */
  horizon: number;
  /** Absolute paths of the manifests, in the order in which they are applied. */
  manifests: string[];
  invariants: Invariant[];
  remedies: Remedy[];
  /** From a nudge to the answer. */
  hints: [string, string, string];
}
