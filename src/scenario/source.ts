import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { messageOf } from '../shared/errors.ts';
import { inside } from './inside.ts';
import type { KubeObject } from './kube-object.ts';
import { kubeObjects } from './kube-object.ts';
import type { Problem } from './problem.ts';
import type { YamlDocument } from './yaml-document.ts';
import { readYamlFile } from './yaml-file.ts';

/** A file of manifests, or of a remedy. */
export interface ObjectFile {
  /** Absolute. */
  path: string;
  objects: KubeObject[];
  /** False when a document could not be read, so that an object that is missing may still be in the file. */
  complete: boolean;
}

/** Reads `scenario.yaml`: its one document, or undefined with the problems. */
export async function readScenarioFile(
  folder: string,
  file: string,
): Promise<{ document: YamlDocument | undefined; problems: Problem[] }> {
  const fail = (message: string) => ({ document: undefined, problems: [{ file, line: 1, column: 1, message }] });
  const found = await inside(folder, 'scenario.yaml');
  if ('problem' in found) return fail(found.problem);
  const { documents, problems } = await readYamlFile(found.path, file);
  const [document, second] = documents;
  if (problems.length > 0) return { document: undefined, problems };
  if (document === undefined) return fail('expected a scenario, got an empty file');
  if (second !== undefined) {
    return { document, problems: [{ ...second.place([]), message: 'expected one document, got another after "---"' }] };
  }
  return { document, problems };
}

/**
 * Reads `manifests/*.yaml` in the order of their names, which is the order in which they are applied.
 * `complete` is false when something could not be read, so that an object that is missing may still be there.
 */
export async function readManifests(
  folder: string,
  cwd: string,
): Promise<{ manifests: ObjectFile[]; complete: boolean; problems: Problem[] }> {
  const manifests: ObjectFile[] = [];
  const problems: Problem[] = [];
  let complete = true;
  const at = (file: string) => ({ file, line: 1, column: 1 });
  const shownFolder = relative(cwd, join(folder, 'manifests'));
  let names: string[];
  try {
    names = (await readdir(join(folder, 'manifests'))).filter((name) => !name.startsWith('.')).sort();
  } catch (thrown) {
    const message = `expected a folder of manifests: ${messageOf(thrown)}`;
    return { manifests, complete: false, problems: [{ ...at(shownFolder), message }] };
  }
  for (const name of names) {
    const file = join(shownFolder, name);
    if (!name.endsWith('.yaml')) {
      problems.push({ ...at(file), message: 'expected only files *.yaml in manifests', hint: 'rename or remove it' });
      continue;
    }
    const found = await inside(folder, join('manifests', name));
    if ('problem' in found) {
      problems.push({ ...at(file), message: found.problem });
      complete = false;
      continue;
    }
    const read = await readObjectFile(found.path, cwd);
    manifests.push(read.file);
    complete &&= read.file.complete;
    problems.push(...read.problems);
  }
  if (names.length === 0)
    problems.push({ ...at(shownFolder), message: 'expected manifests *.yaml, got an empty folder' });
  return { manifests, complete, problems };
}

/** Reads a file of manifests or of a remedy. */
export async function readObjectFile(path: string, cwd: string): Promise<{ file: ObjectFile; problems: Problem[] }> {
  const { objects, complete, problems } = kubeObjects(await readYamlFile(path, relative(cwd, path)));
  return { file: { path, objects, complete }, problems };
}
