import { formatBytes } from '../../shared/quantity.ts';
import type { Check } from '../check.ts';
import type { Outcome } from '../outcome.ts';
import { failure, ok, skipped, warning } from '../outcome.ts';
import type { DockerHost } from '../readings/docker-host.ts';
import { fileIfThere } from '../readings/file-if-there.ts';

const GiB = 2 ** 30;
/** An idle kind node takes 0.6 GiB, six workloads side by side up to 0.5 GiB each. */
const comfortable = 4 * GiB;
/** The node and one or two workloads: below it the kernel may kill what the scenario did not mean. */
const least = 2 * GiB;

export interface MemoryReading {
  /** Bytes; undefined where there is no /proc/meminfo. */
  available: number | undefined;
  /** Undefined where Docker does not answer. */
  docker: Pick<DockerHost, 'isHere' | 'totalBytes'> | undefined;
}

export function memoryCheck(readDockerHost: () => Promise<DockerHost | undefined>): Check {
  return {
    name: 'memory',
    group: 'machine',
    byHand: 'free --human',
    run: async () => {
      const [meminfo, docker] = await Promise.all([fileIfThere('/proc/meminfo'), readDockerHost()]);
      return judgeMemory({ available: meminfo === undefined ? undefined : availableIn(meminfo), docker });
    },
  };
}

/** Bytes; undefined before Linux 3.14, which does not count them. */
export function availableIn(meminfo: string): number | undefined {
  const kibibytes = /^MemAvailable:\s+(\d+) kB$/m.exec(meminfo)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}

export function judgeMemory({ available, docker }: MemoryReading): Outcome {
  if (docker !== undefined && (!docker.isHere || available === undefined)) {
    const is = `Docker's machine has ${formatBytes(docker.totalBytes)} in all; what is free cannot be told here`;
    return judge(docker.totalBytes, is, '# give it 6 GiB or more; Docker Desktop: Settings, Resources, Memory limit');
  }
  if (available === undefined)
    return skipped('cannot tell here: there is no /proc/meminfo, and Docker does not answer');
  return judge(available, `${formatBytes(available)} available`);
}

function judge(bytes: number, is: string, more?: string): Outcome {
  if (bytes < least) {
    const biggest = 'ps -eo pid,rss,comm --sort=-rss | head -n 6    # then end what is not needed';
    return failure(`${is}; the lab needs at least ${formatBytes(least)}`, more ?? biggest);
  }
  if (bytes < comfortable) {
    const fewer = 'leaklab run list-leak --remedy bounded-buffer    # one remedy at a time';
    return warning(`${is}; six remedies side by side want ${formatBytes(comfortable)}`, more ?? fewer);
  }
  return ok(is);
}
