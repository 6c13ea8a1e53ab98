import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { KubeletContext } from './context.ts';
import { isDiskFull } from './disk-full.ts';
import type { Pod } from './pod.ts';

/** Seconds between two attempts, as the kubelet's next look at the pod would be. */
const retryAfter = 10;

/** Makes the folders of a pod; waits while the disk has no room for them, telling so by events. */
export async function makePodFolder(
  context: KubeletContext,
  pod: Pod,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const containers = [...pod.spec.initContainers, ...pod.spec.containers];
  const folders = containers.flatMap(({ name }) => [join('logs', name), join('containers', name)]);
  for (;;) {
    try {
      for (const path of ['.', ...folders]) mkdirSync(join(folder, path), { recursive: true, mode: 0o700 });
      return;
    } catch (thrown) {
      if (!isDiskFull(thrown)) throw thrown;
      const { name, namespace, uid } = pod.metadata;
      const text = `error making pod data directories: ${thrown.message}`;
      const subject = { kind: 'Pod', namespace, name, uid, apiVersion: 'v1' };
      context.record(subject, 'Warning', 'FailedToMakePodDataDirectories', text);
      await context.clock.sleep(retryAfter * 1000, signal);
    }
  }
}
