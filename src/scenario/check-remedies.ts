import { isFullObject } from './full-object.ts';
import { inside } from './inside.ts';
import type { KubeObject } from './kube-object.ts';
import { findObject, nearObject } from './kube-object.ts';
import type { ListedRemedy } from './listed-remedies.ts';
import type { Problem } from './problem.ts';
import type { ObjectFile } from './source.ts';
import { readObjectFile } from './source.ts';
import type { YamlDocument } from './yaml-document.ts';

/** Reads the files of the remedies; those that cannot be read are problems of `scenario.yaml` or of the file. */
export async function readRemedyFiles(
  document: YamlDocument,
  remedies: readonly ListedRemedy[],
  folder: string,
  cwd: string,
): Promise<{ files: ObjectFile[]; complete: boolean; problems: Problem[] }> {
  const files = new Map<string, ObjectFile>();
  const problems: Problem[] = [];
  let complete = true;
  for (const { file, index } of remedies) {
    if (file === undefined) continue;
    const found = await inside(folder, file);
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
export function checkRemedies(document: YamlDocument, remedies: readonly ListedRemedy[]): Problem[] {
  const problems: Problem[] = [];
  const seen = new Map<string, number>();
  for (const { name, index, idle } of remedies) {
    const first = name === undefined ? undefined : seen.get(name);
    if (first !== undefined) {
      const message = `remedies[${index}].name: "${name}" is already the name of remedies[${first}]`;
      problems.push({ ...document.place(['remedies', index, 'name']), message });
    } else if (name !== undefined) {
      seen.set(name, index);
    }
    if (idle) {
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
        const { apiVersion, kind, name, source } = object;
        const other = manifests.find((manifest) => manifest.kind === kind && manifest.name === name);
        return {
          ...source.place(other ? ['apiVersion'] : ['metadata', 'name']),
          message: `${apiVersion} ${kind} ${name} is not in the manifests, nor whole enough to create`,
          hint: other ? `there it is ${other.apiVersion}` : nearObject(manifests, kind, name),
        };
      }),
  );
}
