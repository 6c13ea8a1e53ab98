import { z } from 'zod';
import { checkDecoy } from './check-decoy.ts';
import { checkImages } from './check-images.ts';
import { checkInvariants } from './check-invariants.ts';
import { checkManifests } from './check-manifests.ts';
import { checkRemedies, checkTargets, readChangeFiles } from './check-remedies.ts';
import { checkTraffic } from './check-traffic.ts';
import { checkWorkload } from './check-workload.ts';
import { listedChanges } from './listed-changes.ts';
import type { Problem } from './problem.ts';
import { invariantSchema, scenarioSchema } from './schema.ts';
import type { ObjectFile } from './source.ts';
import type { YamlDocument } from './yaml-document.ts';

interface Surroundings {
  /** The scenario's folder, absolute. */
  root: string;
  cwd: string;
  knownImages: readonly string[] | undefined;
}

/**
 * What no single file can tell: whether `scenario.yaml`, the manifests and the remedies agree. Every part of
 * `scenario.yaml` that is right by itself takes part, however wrong the others are, so that all problems come at once.
 */
export async function checkTogether(
  document: YamlDocument,
  { manifests, complete }: { manifests: readonly ObjectFile[]; complete: boolean },
  { root, cwd, knownImages }: Surroundings,
): Promise<Problem[]> {
  const manifestObjects = manifests.flatMap(({ objects }) => objects);
  const { change, remedies, complete: allListed } = listedChanges(document);
  const changes = [...(change === undefined ? [] : [change]), ...remedies];
  const { files, complete: allRead, problems } = await readChangeFiles(document, changes, root, cwd);
  problems.push(...checkManifests(manifestObjects), ...checkRemedies(document, change, remedies));
  // Where a manifest could not be read, what seems to be missing may be in it.
  if (complete) problems.push(...checkWorkload(document, manifestObjects), ...checkTargets(files, manifestObjects));

  const listed = validEntries(scenarioSchema.shape.images.element, document, 'images');
  const images = listed.map(({ value, index }) => ({ image: value, index }));
  const absent = validEntries(scenarioSchema.shape.images.element, document, 'absentImages').map(({ value }) => value);
  const external = validEntries(scenarioSchema.shape.externalImages.unwrap().element, document, 'externalImages');
  const all = [...manifestObjects, ...files.flatMap(({ objects }) => objects)];
  const set = changes.flatMap(({ image, path }) =>
    image === undefined ? [] : [{ image, path: [...path, 'set', 'image'] }],
  );
  problems.push(
    ...checkImages(
      document,
      images,
      {
        objects: all,
        set,
        complete: complete && allListed && allRead,
        absent,
        external: external.map(({ value, index }) => ({ image: value, index })),
      },
      knownImages,
    ),
    ...checkDecoy(document),
    ...checkTraffic(document),
    ...checkInvariants(document, validEntries(invariantSchema, document, 'invariants')),
  );
  return problems;
}

function validEntries<S extends z.ZodType>(schema: S, document: YamlDocument, key: string) {
  const list = z.looseObject({ [key]: z.array(z.unknown()) }).safeParse(document.value).data?.[key] ?? [];
  return list.flatMap((entry, index) => {
    const { success, data } = schema.safeParse(entry);
    return success ? [{ value: data, index }] : [];
  });
}
