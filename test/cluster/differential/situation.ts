import type { KubeApi } from '../../../src/kube/api.ts';
import type { EndsAt } from './story.ts';
import type { Told } from './told.ts';

/** One kind of failure, as manifests and the moment at which it has shown itself. */
export interface Situation {
  /** Of the file in manifests/. */
  name: string;
  /**
   * Where a pod's story ends, as what comes then repeats it: when it waits for its first back-off (the default), once a
   * container was restarted, or not before it is deleted.
   */
  endsAt?: EndsAt;
  /** What is to be seen of it. */
  until: Told;
  /** What is done then, and what is to be seen of that. */
  next?: { act: (api: KubeApi, namespace: string) => Promise<void>; until: Told };
}
