import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseQuantity } from '../../shared/quantity.ts';
import type { KubeletContext } from './context.ts';
import type { Pod } from './pod.ts';

/** Seconds between two looks, as the kubelet's eviction manager (its monitoringInterval). */
const lookEvery = 10;

/**
 * Waits until an emptyDir holds more than its sizeLimit, and gives the kubelet's words for it
 * (pkg/kubelet/eviction/eviction_manager.go); undefined when the signal came first.
 */
export async function exceededVolume(
  { clock }: KubeletContext,
  pod: Pod,
  folder: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const limited = pod.spec.volumes.flatMap(({ name, emptyDir }) => {
    const limit = emptyDir?.sizeLimit === undefined ? undefined : parseQuantity(String(emptyDir.sizeLimit));
    return limit === undefined || limit === 0 ? [] : [{ name, limit, text: String(emptyDir?.sizeLimit) }];
  });
  if (limited.length === 0) return undefined;
  try {
    for (;;) {
      await clock.sleep(lookEvery * 1000, signal);
      for (const { name, limit, text } of limited) {
        if ((await bytesIn(join(folder, 'volumes', name))) <= limit) continue;
        return `Usage of EmptyDir volume "${name}" exceeds the limit "${text}". `;
      }
    }
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
    return undefined;
  }
}

/** What a folder takes on its disk; bytes. Files that go while they are counted do not count. */
async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  let sum = 0;
  for (const name of names) {
    const path = join(folder, name);
    const found = await lstat(path).catch(() => undefined);
    // In blocks of 512 bytes: a file with holes takes less than its length.
    sum += found?.isDirectory() === true ? await bytesIn(path) : (found?.blocks ?? 0) * 512;
  }
  return sum;
}
