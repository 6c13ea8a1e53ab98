import { readFile } from 'node:fs/promises';
import { parseAllDocuments } from 'yaml';
import { anyObjectSchema } from '../evidence/objects.ts';
import type { AnyObject } from '../evidence/objects.ts';

/** The objects and patches of YAML files, in order. */
export async function readManifests(files: string[]): Promise<AnyObject[]> {
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return texts.flatMap((text) => parseAllDocuments(text).map((document) => anyObjectSchema.parse(document.toJS())));
}
