import { isFullObject } from './full-object.ts';
import { inside } from './inside.ts';
import type { KubeObject } from './kube-object.ts';
import { findObject, nearObject } from './kube-object.ts';
import type { ListedChange } from './listed-changes.ts';
import type { Problem } from './problem.ts';
import type { ObjectFile } from './source.ts';
import { readObjectFile } from './source.ts';
import type { YamlDocument } from './yaml-document.ts';

/** Reads the files of changes; those that cannot be read are problems of `scenario.yaml` or of the file. */
export async function readChangeFiles(
  document: YamlDocument,
  changes: readonly ListedChange[],
  folder: string,
  cwd: string,
): Promise<{ files: ObjectFile[]; complete: boolean; problems: Problem[] }> {
  const files = new Map<string, ObjectFile>();
  const problems: Problem[] = [];
  let complete = true;
  for (const { file, path, label } of changes) {
    if (file === undefined) continue;
    const found = await inside(folder, file);
    if ('problem' in found) {
      problems.push({ ...document.place([...path, 'file']), message: `${label}.file: ${found.problem}` });
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

/** Names that are there twice, remedies and a change that change nothing, an undo without a revision to go back to. */
export function checkRemedies(
  document: YamlDocument,
  change: ListedChange | undefined,
  remedies: readonly ListedChange[],
): Problem[] {
  const problems: Problem[] = [];
  const seen = new Map<string, string>();
  const hint = 'it would change nothing';
  if (change?.idle === true) {
    problems.push({ ...document.place(change.path), message: `${change.label}: expected a file or set`, hint });
  }
  if (change?.file !== undefined && change.sets) {
    const how = 'write all of it into the file: an undo goes back one step';
    problems.push({
      ...document.place(change.path),
      message: `${change.label}: expected a file or set, got both`,
      hint: how,
    });
  }
  for (const { name, path, label, undo, idle } of remedies) {
    const first = name === undefined ? undefined : seen.get(name);
    if (first !== undefined) {
      const message = `${label}.name: "${name}" is already the name of ${first}`;
      problems.push({ ...document.place([...path, 'name']), message });
    } else if (name !== undefined) {
      seen.set(name, label);
    }
    if (idle) {
      const message = `${label}: expected a file, set, undo: true, restart: true, or several of them`;
      problems.push({ ...document.place(path), message, hint });
    }
    if (undo && change === undefined) {
      const message = `${label}.undo: there is no earlier revision to go back to`;
      const how = 'let the manifests be the revision that is well, and bring the fault with `change`';
      problems.push({ ...document.place([...path, 'undo']), message, hint: how });
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
