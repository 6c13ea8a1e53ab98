import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { AnyObject } from '../../src/evidence/objects.ts';

/** Writes objects to a folder of their own, one file each, in the order in which kubectl is to take them. */
export async function writeObjectFiles(folder: string, objects: AnyObject[]): Promise<string[]> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const files: string[] = [];
  for (const [index, object] of objects.entries()) {
    const kind = (object.kind ?? 'object').toLowerCase();
    const file = join(folder, `${String(index * 10).padStart(2, '0')}-${kind}.yaml`);
    await writeFile(file, stringify(object));
    files.push(file);
  }
  return files;
}
