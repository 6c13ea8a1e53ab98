import { logPath } from '../evidence/bundle-layout.ts';
import type { ContainerLog, Missing } from '../evidence/evidence.ts';
import type { Pod } from '../evidence/objects.ts';
import { isRefusal } from '../kube/failure.ts';
import { messageOf } from '../shared/errors.ts';

export type WantedLog = Omit<ContainerLog, 'text'>;

/** The current log of every container, and the one before its last restart where there was one. */
export function logsOf(pods: readonly Pod[]): WantedLog[] {
  return pods.flatMap(({ metadata, status }) =>
    (status?.containerStatuses ?? []).flatMap(({ name, restartCount }) => [
      { pod: metadata.name, container: name, previous: false },
      ...(restartCount > 0 ? [{ pod: metadata.name, container: name, previous: true }] : []),
    ]),
  );
}

/** Reads the logs that are wanted. One that the API server refuses is named in `missing`. */
export async function collectLogs(
  wanted: readonly WantedLog[],
  read: (log: WantedLog) => Promise<string>,
  missing: Missing[],
): Promise<ContainerLog[]> {
  const logs = await Promise.all(
    wanted.map(async (which): Promise<ContainerLog | undefined> => {
      try {
        return { ...which, text: await read(which) };
      } catch (thrown) {
        if (!isRefusal(thrown)) throw thrown;
        missing.push({ part: logPath(which), why: messageOf(thrown) });
        return undefined;
      }
    }),
  );
  return logs.filter((log) => log !== undefined);
}
