import type { Clock } from '../../shared/clock.ts';
import type { MemoryLimiter } from '../cgroup/memory-limiter.ts';
import type { PodNames } from '../network/pod-names.ts';
import type { Store } from '../store/store.ts';
import type { AddressBlock } from './addresses.ts';
import type { RecordEvent } from './event-recorder.ts';
import type { Images } from './image.ts';
import type { ContainerInstance } from './instance.ts';
import type { Isolation } from './isolation.ts';
import type { NodeCapacity } from './resource-ref.ts';

/** What all pods of the node share. */
export interface KubeletContext {
  store: Store;
  /** The time of day, for what is written down. */
  clock: Clock;
  /** A clock that nobody sets, for how long something takes. */
  steady: Clock;
  nodeName: string;
  folder: string;
  /** A folder with `node` in it. */
  bin: string;
  images: Images;
  limiter: MemoryLimiter;
  isolation: Isolation;
  record: RecordEvent;
  addresses: AddressBlock;
  names: PodNames;
  capacity: NodeCapacity;
  /** The instances that run, by container id. */
  running: Map<string, ContainerInstance>;
  /** Tells of an instance's end, after its last reading. */
  onEnded: (instance: ContainerInstance, oomKills: number) => void;
}
