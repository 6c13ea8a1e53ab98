import { join } from 'node:path';
import type { AnyObject } from '../../src/evidence/objects.ts';
import type { KubeApi } from '../../src/kube/api.ts';
import { referenceOf } from '../../src/kube/api.ts';
import { isNotFound } from '../../src/kube/failure.ts';
import { readManifests } from '../../src/run/deploy.ts';
import type { Remedy, Scenario } from '../../src/scenario/model.ts';
import type { Incident } from './incident.ts';
import { incidentFolder } from './incident.ts';
import { writeObjectFiles } from './object-files.ts';
import { pointToRegistry } from './point-to-registry.ts';
import { shown } from './say.ts';

export interface RemedyStep {
  /** kubectl's arguments. */
  args: string[];
  /** The file that the step applies; null for a restart. */
  file: string | null;
  /** For people: what it did. */
  done: string;
}

/** A remedy as kubectl lines: a patch where the object is there, else the object itself, then the restart. */
export async function remedySteps(
  api: KubeApi,
  remedy: Remedy,
  scenario: Scenario,
  { namespace, registry }: Incident,
  signal: AbortSignal,
): Promise<RemedyStep[]> {
  const read = remedy.file === null ? [] : await readManifests([remedy.file]);
  const objects = read.map((object) => pointToRegistry(object, scenario.images, registry));
  const files = await writeObjectFiles(join(incidentFolder(namespace), 'remedies', remedy.name), objects);
  const steps = await Promise.all(
    objects.map(async (object, index): Promise<RemedyStep> => {
      const file = files[index] ?? '';
      const target = `${object.kind?.toLowerCase()}/${object.metadata.name}`;
      if (await isThere(api, object, namespace, signal))
        return {
          args: ['-n', namespace, 'patch', target, '--patch-file', shown(file)],
          file,
          done: `patched ${target}`,
        };
      return { args: ['-n', namespace, 'apply', '-f', shown(file)], file, done: `created ${target}` };
    }),
  );
  if (!remedy.restart) return steps;
  const target = `${scenario.workload.kind.toLowerCase()}/${scenario.workload.name}`;
  return [...steps, { args: ['-n', namespace, 'rollout', 'restart', target], file: null, done: `restarted ${target}` }];
}

async function isThere(api: KubeApi, object: AnyObject, namespace: string, signal: AbortSignal): Promise<boolean> {
  return api.get({ ...referenceOf(object), namespace }, signal).then(
    () => true,
    (thrown: unknown) => {
      if (isNotFound(thrown)) return false;
      throw thrown;
    },
  );
}
