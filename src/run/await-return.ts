import type { RunContext } from './context.ts';

/** Seconds that a container gets to be back: its second restart waits 10 s, and it has to load. */
const patience = 25;

/**
 * Waits until a pod of the workload is ready again after a death. Whether the service still does its job is asked of a
 * service that is there: that it died is another matter, and is judged as such.
 */
export async function awaitReturn({ lab, observation, journal, signal }: RunContext): Promise<void> {
  const until = lab.clock.now() + patience * 1000;
  const isBack = () =>
    observation
      .pods()
      .some(({ metadata, status }) => metadata.deletionTimestamp === undefined && isReady(status?.containerStatuses));
  if (isBack()) return;
  do {
    journal.say({ type: 'progress', text: 'waiting until the container that died is back' });
    await lab.clock.sleep(250, signal);
  } while (lab.clock.now() < until && !isBack());
  // The Service's endpoints follow the pod's readiness.
  await lab.clock.sleep(1000, signal);
}

function isReady(statuses: { ready: boolean }[] = []): boolean {
  return statuses.length > 0 && statuses.every(({ ready }) => ready);
}
