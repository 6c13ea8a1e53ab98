import { randomBytes } from 'node:crypto';
import type { MemoryGroup } from '../cgroup/memory-limiter.ts';
import type { KubeletContext } from './context.ts';
import { runInGroup } from './isolation.ts';
import type { Pod } from './pod.ts';
import { podMemoryLimit } from './resource-ref.ts';
import { killedAtStart } from './start-error.ts';

/**
 * Bytes below which a container runtime's own first process does not fit into a pod [seen on Kubernetes 1.34 with runc 1.3: 2Mi
 * never made a sandbox, 4Mi did].
 */
const leastForSandbox = 3 * 2 ** 20;
/** Seconds between two attempts, as seen there. */
const retryAfter = 12;

/**
 * Waits for room in the pod for its first process. A real cluster starts a "sandbox" before any container; here a process is
 * tried under the pod's limit, only where that is so low that the real one would be killed.
 */
export async function awaitSandbox(context: KubeletContext, pod: Pod, signal: AbortSignal): Promise<void> {
  const memory = podMemoryLimit(pod);
  if (memory === undefined || memory >= leastForSandbox) return;
  const { name, namespace, uid } = pod.metadata;
  for (;;) {
    signal.throwIfAborted();
    const id = randomBytes(32).toString('hex');
    if (!(await isKilled(context.limiter.create(id, { memory, pids: undefined })))) return;
    const text =
      'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to start sandbox ' +
      `"${id}": ${killedAtStart().message}`;
    context.record({ kind: 'Pod', namespace, name, uid, apiVersion: 'v1' }, 'Warning', 'FailedCreatePodSandBox', text);
    await context.clock.sleep(retryAfter * 1000, signal);
  }
}

/** True where the smallest program of ours is killed at the group's limit. */
async function isKilled(group: MemoryGroup): Promise<boolean> {
  // Long enough to be seen by a watchdog, where the kernel may not be asked.
  await runInGroup(group, [process.execPath, '--eval', 'setTimeout(() => {}, 300)']);
  const { oomKills } = await group.remove();
  return oomKills > 0;
}
