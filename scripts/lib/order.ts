import { Fault } from '../../src/shared/errors.ts';
import type { Incident } from './incident.ts';
import { currentNamespace, readIncident } from './incident.ts';
import { defaultNamespace } from './options.ts';
import { typed } from './typed.ts';

/** How far an incident must have come for a verb. */
export type Stage = 'deployed' | 'proven' | 'collected' | 'remedied';

type Missing = 'deploy' | 'trigger' | 'collect' | 'fix';

/** The first verb that is missing on the way to `stage`; undefined when the incident has come so far. */
export function missingVerb(incident: Incident | undefined, stage: Stage): Missing | undefined {
  if (incident === undefined) return 'deploy';
  if (stage === 'deployed') return undefined;
  if (incident.baseline === null) return 'trigger';
  if (stage === 'proven') return undefined;
  if (incident.cause === null) return 'collect';
  return stage === 'remedied' && incident.remedies.length === 0 ? 'fix' : undefined;
}

/**
 * The incident that a verb is to go on with.
 * @param namespace - as the user named it; that of the last deployment when left out
 * @throws Fault (usage) when a verb before it is missing
 */
export async function requireStage(verb: string, stage: Stage, namespace?: string): Promise<Incident> {
  const chosen = namespace ?? (await currentNamespace()) ?? defaultNamespace;
  const incident = await readIncident(chosen);
  const missing = missingVerb(incident, stage);
  if (incident !== undefined && missing === undefined) return incident;
  const verbToType = missing ?? 'deploy';
  const args = namespace === undefined ? [] : ['--namespace', namespace];
  throw new Fault('usage', `${verb} comes too early: ${verbToType} is missing in the namespace ${chosen}`, {
    hint: typed(verbToType, ...args),
  });
}
