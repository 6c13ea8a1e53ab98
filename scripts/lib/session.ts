import type { Cluster } from '../../src/cluster/cluster.ts';
import { listImages } from '../../src/images/catalogue.ts';
import type { RunContext } from '../../src/run/context.ts';
import { openJournal } from '../../src/run/journal.ts';
import type { Listener } from '../../src/run/journal.ts';
import { Observation } from '../../src/run/observation.ts';
import { PreviousLogs } from '../../src/run/previous-logs.ts';
import { findScenario } from '../../src/scenario/find.ts';
import type { Scenario } from '../../src/scenario/model.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { scenariosFolder } from '../../src/shared/places.ts';
import { openWitness } from '../../src/witness/open.ts';
import { Readings } from '../../src/witness/readings.ts';
import type { Incident } from './incident.ts';
import { incidentFolder } from './incident.ts';
import { say } from './say.ts';

/** What a verb that looks at the cluster works with. */
export interface Session {
  context: RunContext;
  previousLogs: PreviousLogs;
}

/** The incident that the verbs play. */
export async function theScenario(): Promise<Scenario> {
  const knownImages = (await listImages()).map(({ ref }) => ref);
  return findScenario(scenariosFolder, 'list-leak', { knownImages });
}

/** Watches the incident's namespace from outside while `action` lasts: its pods, its events, its memory, its kills. */
export async function withSession<T>(
  {
    incident,
    cluster,
    scenario,
    signal,
  }: { incident: Incident; cluster: Cluster; scenario: Scenario; signal: AbortSignal },
  listeners: Listener[],
  action: (session: Session) => Promise<T>,
): Promise<T> {
  const { namespace, runId, pace } = incident;
  const folder = incidentFolder(namespace);
  const journal = await openJournal(runId, folder, listeners);
  const previousLogs = new PreviousLogs(cluster.api, namespace);
  const readings = new Readings(say);
  const witness = await openWitness(cluster, readings);
  const observation = new Observation({
    api: cluster.api,
    namespace,
    readings,
    journal,
    clock: systemClock,
    onDeath: (instance) => previousLogs.fetch(instance),
  });
  const plan = { id: runId, scenario, remedy: null, pace: scenario.paces[pace], folder, keep: true };
  const lab = { cluster, witness, readings, clock: systemClock };
  observation.start();
  try {
    return await action({
      context: { plan, lab, namespace, journal, observation, earlierPods: new Set<string>(), signal },
      previousLogs,
    });
  } finally {
    await observation.stop();
    await witness.stop();
    await journal.close();
  }
}
