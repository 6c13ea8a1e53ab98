import { isFullObject } from './full-object.ts';
import { inside } from './inside.ts';
import type { KubeObject } from './kube-object.ts';
import { findObject, nearObject } from './kube-object.ts';
import type { Problem } from './problem.ts';
import type { RemedyDocument } from './schema.ts';
import type { ObjectFile } from './source.ts';
import { readObjectFile } from './source.ts';
import type { YamlDocument } from './yaml-document.ts';

/** The remedies of `scenario.yaml` that could be read, each with its place in the list. */
export type ListedRemedies = readonly { remedy: RemedyDocument; index: number }[];

/** Reads the files of the remedies; those that cannot be read are problems of `scenario.yaml` or of the file. */
export async function readRemedyFiles(
  document: YamlDocument,
  remedies: ListedRemedies,
  folder: string,
  cwd: string,
): Promise<{ files: ObjectFile[]; complete: boolean; problems: Problem[] }> {
  let complete = true;
  const files = new Map<string, ObjectFile>();
  const problems: Problem[] = [];
  for (const { remedy, index } of remedies) {
    if (remedy.file === undefined) continue;
    const found = await inside(folder, remedy.file);
    if ('problem' in found) {
      const place = document.place(['remedies', index, 'file']);
      problems.push({ ...place, message: `remedies[${index}].file: ${found.problem}` });
      complete = false;
    } else if (!files.has(found.path)) {
      const read = await readObjectFile(found.path, cwd);
      files.set(found.path, read.file);
      complete &&= read.file.complete;
      problems.push(...read.problems);
    }
  }
  return { files: [...files.values()], complete, problems };
}

/** Names that are there twice, remedies that change nothing. */
export function checkRemedies(document: YamlDocument, remedies: ListedRemedies): Problem[] {
  const problems: Problem[] = [];
  const seen = new Map<string, number>();
  for (const { remedy, index } of remedies) {
    const first = seen.get(remedy.name);
    if (first === undefined) seen.set(remedy.name, index);
    else {
      const message = `remedies[${index}].name: "${remedy.name}" is already the name of remedies[${first}]`;
      problems.push({ ...document.place(['remedies', index, 'name']), message });
    }
    if (remedy.file === undefined && remedy.restart !== true) {
      const message = `remedies[${index}]: expected a file, restart: true, or both`;
      problems.push({ ...document.place(['remedies', index]), message, hint: 'it would change nothing' });
    }
  }
  return problems;
}

/** A patch must have something to change: its object is in the manifests, or it is whole and will be created. */
export function checkTargets(files: readonly ObjectFile[], manifests: readonly KubeObject[]): Problem[] {
  return files.flatMap(({ objects }) =>
    objects
      .filter((object) => findObject(manifests, object) === undefined && !isFullObject(object))
      .map((object) => {
        const sameName = manifests.find(({ kind, name }) => kind === object.kind && name === object.name);
        const message = `${object.apiVersion} ${object.kind} ${object.name} is not in the manifests, nor whole enough to create`;
        const hint = sameName ? `there it is ${sameName.apiVersion}` : nearObject(manifests, object.kind, object.name);
        return {
          ...object.source.place([sameName ? 'apiVersion' : 'metadata', ...(sameName ? [] : ['name'])]),
          message,
          hint,
        };
      }),
  );
}
