import type { KubeApi } from '../kube/api.ts';

/** A cluster that runs can be sent to. */
export interface Cluster {
  /** For people: `kind cluster "leaklab"`, `context "staging"`. */
  name: string;
  origin: 'kind' | 'context' | 'embedded';
  /** Value for KUBECONFIG whose current context is this cluster. */
  kubeconfig: string;
  context: string;
  api: KubeApi;
  /** The Docker containers that are its nodes; empty where Docker does not have them. */
  nodes: string[];
  /** kind's name of it, for `kind load`; null where kind does not know it. */
  kindName: string | null;
  /** Who enforces memory limits; a watchdog does so approximately, and every output says it. */
  limits: 'kernel' | 'watchdog';
  /** True where the kubelet evicts pods early, as a scenario asked: no place for others. */
  evicts?: boolean;
  /** Ends a cluster that lives for this process alone; the others stay. */
  close(): Promise<void>;
}

/** The node label that says that leaklab made the cluster; set in manifests/kind/cluster.yaml. */
export const madeByLabel = { key: 'lab.run/made-by', value: 'leaklab' };
