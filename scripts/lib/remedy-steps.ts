import { join } from 'node:path';
import type { AnyObject } from '../../src/evidence/objects.ts';
import type { KubeApi } from '../../src/kube/api.ts';
import { referenceOf } from '../../src/kube/api.ts';
import { isNotFound } from '../../src/kube/failure.ts';
import { readManifests } from '../../src/run/read-manifests.ts';
import { rolloutCommands, setCommands } from '../../src/scenario/kubectl-commands.ts';
import type { FieldSettings, Remedy, Scenario } from '../../src/scenario/model.ts';
import type { Incident } from './incident.ts';
import { incidentFolder } from './incident.ts';
import { writeObjectFiles } from './object-files.ts';
import { pointToRegistry } from './point-to-registry.ts';
import { shown } from './say.ts';

export interface RemedyStep {
  /** kubectl's arguments. */
  args: string[];
  /** The file that the step applies; null for a step without one. */
  file: string | null;
  /** For people: what it did. */
  done: string;
}

/** A remedy as kubectl lines: a patch where the object is there, else the object itself, then the fields that are set, and the rollouts. */
export async function remedySteps(
  api: KubeApi,
  remedy: Remedy,
  scenario: Scenario,
  { namespace, registry }: Incident,
  signal: AbortSignal,
): Promise<RemedyStep[]> {
  const { workload } = scenario;
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
  const set = remedy.set === null ? [] : setCommands(fromRegistry(remedy.set, scenario.images, registry), workload);
  const others = [...set, ...rolloutCommands(remedy, workload)].map((words): RemedyStep => {
    return { args: ['-n', namespace, ...words], file: null, done: words.join(' ') };
  });
  return [...steps, ...others];
}

function fromRegistry(fields: FieldSettings, images: readonly string[], registry: string | null): FieldSettings {
  const { image } = fields;
  return registry === null || image === null || !images.includes(image)
    ? fields
    : { ...fields, image: `${registry}/${image}` };
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
