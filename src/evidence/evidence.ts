import type { Ending } from './ending.ts';
import type { LoadSeries } from './load.ts';
import type { KernelKill, MemorySeries, OomCount } from './memory.ts';
import type { AnyObject, Deployment, KubeEvent, Node, Pod } from './objects.ts';

/** The log of one container; `previous` is the log of the instance before the last restart. */
export interface ContainerLog {
  pod: string;
  container: string;
  previous: boolean;
  text: string;
}

/** Something that should be in the evidence and is not, and why. */
export interface Missing {
  /** The bundle's file or folder that it would be in: "secrets.json", "memory", "logs/POD/CONTAINER.previous.log". */
  part: string;
  why: string;
}

/** The kinds that a bundle keeps as `<kind>.json` beside those that are read (pods, deployments, events, nodes). */
export const otherKinds = [
  'replicasets',
  'statefulsets',
  'jobs',
  'services',
  'endpointslices',
  'resourcequotas',
  'limitranges',
  'horizontalpodautoscalers',
  'persistentvolumeclaims',
  'configmaps',
  'secrets',
] as const;
export type OtherKind = (typeof otherKinds)[number];

/** Empty lists, to be filled with what is found. */
export function noOthers(): Record<OtherKind, AnyObject[]> {
  return {
    replicasets: [],
    statefulsets: [],
    jobs: [],
    services: [],
    endpointslices: [],
    resourcequotas: [],
    limitranges: [],
    horizontalpodautoscalers: [],
    persistentvolumeclaims: [],
    configmaps: [],
    secrets: [],
  };
}

/** All that was observed of one namespace, as it lives in memory; a bundle is the same as a folder. */
export interface Evidence {
  cluster: string;
  namespace: string;
  /** Milliseconds since the Unix epoch. */
  collectedAt: number;
  missing: Missing[];
  pods: Pod[];
  deployments: Deployment[];
  events: KubeEvent[];
  nodes: Node[];
  others: Record<OtherKind, AnyObject[]>;
  logs: ContainerLog[];
  memory: MemorySeries[];
  kernelKills: KernelKill[];
  /** Highest `oom_kill` read of each container while it lived. */
  oomCounts: OomCount[];
  /** How containers were seen to end: the pods' statuses may have forgotten it. */
  endings: Ending[];
  /** What was sent to the Service, and what became of it; left out where nobody sent or measured a load. */
  load?: LoadSeries | null;
}
