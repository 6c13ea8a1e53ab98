import { mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../shared/clock.ts';
import { steadyClock, systemClock } from '../../shared/clock.ts';
import { openLimiter } from '../cgroup/open.ts';
import { startWatchdog } from '../cgroup/watchdog.ts';
import type { PodNames } from '../network/pod-names.ts';
import { startPodNames } from '../network/pod-names.ts';
import { StatusError } from '../store/status-error.ts';
import type { Store } from '../store/store.ts';
import type { AddressBlock } from './addresses.ts';
import { claimAddresses } from './addresses.ts';
import { trialRoot } from './container-root.ts';
import type { KubeletContext } from './context.ts';
import { eventRecorder } from './event-recorder.ts';
import type { Images } from './image.ts';
import type { ContainerInstance } from './instance.ts';
import type { Isolation } from './isolation.ts';
import { canJoin, openIsolation } from './isolation.ts';
import type { NodeAccess } from './node-access.ts';
import { keepNode } from './node-heartbeat.ts';
import { chooseLog } from './node-log.ts';
import { nodeCapacity } from './node-object.ts';
import { PodSet } from './pod-set.ts';
import { watchPorts } from './port-warnings.ts';
import { readLog } from './read-log.ts';
import { Sampler } from './sampler.ts';
import { startWatcher } from './watcher.ts';

export interface KubeletOptions {
  store: Store;
  nodeName: string;
  /** Everything on disk is below it; what is in it already is removed, and all of it at the end. */
  folder: string;
  images: Images;
  /** Given back at the end. @default a block of the machine's that is free */
  addresses?: AddressBlock;
  clock?: Clock;
  /** 'watchdog': do without the kernel's limits even where they are ours to set. */
  limits?: 'kernel' | 'watchdog';
  /** 'none': do without namespaces even where they can be made. */
  isolation?: 'none';
  /** 'hosts': do without a name server even where port 53 is ours. */
  names?: 'hosts';
}

export interface Kubelet extends NodeAccess {
  /** Ends all pods at once and removes all that is left of them. */
  stop(): Promise<void>;
  /** `watchdog`: memory limits are approximate, and every output has to say so. */
  limits: 'kernel' | 'watchdog';
  /** How containers are set apart and limited here, for people. */
  describe(): string;
}

const asAsked = { why: 'it was asked for', mend: 'ask for no watchdog' };

/** Registers this machine as a node and runs the pods that are bound to it, as processes. */
export async function startKubelet(options: KubeletOptions): Promise<Kubelet> {
  const { store, nodeName, folder, images } = options;
  const clock = options.clock ?? systemClock;
  const limiter = options.limits === 'watchdog' ? startWatchdog(asAsked) : await openLimiter(canJoin);
  const bin = prepareFolder(folder);
  const isolation = await openIsolation(trialRoot(join(folder, 'pods', 'trial')), options.isolation);
  const letGo = startWatcher(folder, limiter.folders);
  const addresses = options.addresses ?? (await claimAddresses());
  const names = await startPodNames(store, options.names === 'hosts' ? undefined : addresses.dns);
  const running = new Map<string, ContainerInstance>();
  const sampler = new Sampler(running, { clock, steady: steadyClock }, limiter.enforcement);
  const capacity = nodeCapacity();
  const context: KubeletContext = {
    store,
    clock,
    steady: steadyClock,
    nodeName,
    folder,
    bin,
    images,
    limiter,
    isolation,
    addresses,
    names,
    capacity,
    running,
    record: eventRecorder(store, nodeName, clock, steadyClock),
    onEnded: (instance, oomKills) => sampler.ended(instance, oomKills),
  };
  const endHeartbeat = keepNode(context);
  const endPortWatch = watchPorts(context);
  const pods = new PodSet(context);

  return {
    limits: limiter.enforcement,
    describe: () => `${limiter.description}; ${isolation.description}; ${nameWords(isolation, names)}`,
    log: (namespace, pod, logOptions, signal) => {
      const found = pods.find(namespace, pod);
      if (found === undefined) throw new StatusError(404, 'NotFound', `pods "${pod}" not found`);
      return readLog(chooseLog(found, logOptions), logOptions, clock.now(), signal);
    },
    address: (namespace, pod) => pods.find(namespace, pod)?.address,
    usage: (namespace, pod) => {
      const instances = [...running.values()].filter(
        ({ pod: { metadata } }) => metadata.namespace === namespace && metadata.name === pod,
      );
      const found = instances.map(({ id, container }) => ({ name: container.name, usage: sampler.usage(id) }));
      const [first] = found.map(({ usage }) => usage).filter((usage) => usage !== undefined);
      if (first === undefined) return undefined;
      const containers = found.flatMap(({ name, usage }) =>
        usage === undefined ? [] : [{ name, memory: usage.memory, cpu: usage.cpu }],
      );
      return { at: first.at, windowSeconds: first.windowSeconds, containers };
    },
    readings: (signal) => sampler.readings.listen(signal),
    stop: async () => {
      endHeartbeat();
      endPortWatch();
      await pods.stop();
      sampler.stop();
      await limiter.close();
      names.close();
      await addresses.close();
      rmSync(folder, { recursive: true, force: true });
      await letGo();
    },
  };
}

/** Without a root of its own, a container asks whom the machine asks. */
function nameWords({ kind }: Isolation, names: PodNames): string {
  return kind === 'none' ? 'no names of Services, only their addresses' : names.description;
}

/** Empties the folder and makes what is always there. Gives the folder of programs. */
function prepareFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of ['pods', 'sessions', 'bin']) rmSync(join(folder, name), { recursive: true, force: true });
  const left = readdirSync(folder);
  if (left.length > 0) throw new Error(`${folder} is for the kubelet alone, and holds ${left.join(', ')}`);
  const bin = join(folder, 'bin');
  for (const name of ['pods', 'sessions', 'bin']) mkdirSync(join(folder, name), { mode: 0o700 });
  symlinkSync(process.execPath, join(bin, 'node'));
  return bin;
}
