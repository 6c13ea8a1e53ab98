import type { Check } from '../check.ts';
import type { Outcome } from '../outcome.ts';
import { failure, ok, skipped } from '../outcome.ts';
import type { DockerHost } from '../readings/docker-host.ts';
import { fileIfThere } from '../readings/file-if-there.ts';

/** What distributions start with, and enough for one node. Below it pods fail with "too many open files". */
const least = { watches: 8192, instances: 128 };

/** As kind's known issues advise: https://kind.sigs.k8s.io/docs/user/known-issues/#pod-errors-due-to-too-many-open-files */
const mend = 'sudo sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=512';

export interface InotifyReading {
  /** Per user; undefined where the kernel has no inotify. */
  watches: number | undefined;
  instances: number | undefined;
  /** Containers run under another kernel than this one. */
  isElsewhere: boolean;
}

export function inotifyCheck(readDockerHost: () => Promise<DockerHost | undefined>): Check {
  return {
    name: 'inotify',
    group: 'machine',
    byHand: 'sysctl fs.inotify',
    run: async () => {
      const [watches, instances, docker] = await Promise.all([
        limit('max_user_watches'),
        limit('max_user_instances'),
        readDockerHost(),
      ]);
      return judgeInotify({ watches, instances, isElsewhere: docker?.isHere === false });
    },
  };
}

async function limit(name: string): Promise<number | undefined> {
  const text = await fileIfThere(`/proc/sys/fs/inotify/${name}`);
  return text === undefined ? undefined : Number(text);
}

export function judgeInotify({ watches, instances, isElsewhere }: InotifyReading): Outcome {
  if (isElsewhere) return skipped('cannot tell here: Docker runs on another machine or in a virtual one');
  if (watches === undefined || instances === undefined) return skipped('cannot tell here: no /proc/sys/fs/inotify');
  const is = `${watches} watches and ${instances} instances per user`;
  if (watches >= least.watches && instances >= least.instances) return ok(is);
  const wants = `${least.watches} and ${least.instances}`;
  return failure(`${is}; kind wants ${wants}, else its pods fail with "too many open files"`, mend);
}
