import { z } from 'zod';
import { remedySchema } from './schema.ts';
import type { YamlDocument } from './yaml-document.ts';

/** As much of a remedy in `scenario.yaml` as is right by itself, with its place in the list. */
export interface ListedRemedy {
  index: number;
  name: string | undefined;
  file: string | undefined;
  /** Its author wrote neither a file nor a restart. */
  idle: boolean;
}

const entrySchema = z.looseObject({});
const textSchema = z.string().optional().catch(undefined);

/** `complete` is false when a remedy may have a file that is not in the answer. */
export function listedRemedies(document: YamlDocument): { remedies: ListedRemedy[]; complete: boolean } {
  const list = z.looseObject({ remedies: z.array(z.unknown()) }).safeParse(document.value).data?.remedies;
  let complete = list !== undefined;
  const remedies = (list ?? []).flatMap((value, index) => {
    const entry = entrySchema.safeParse(value).data;
    const file = textSchema.parse(entry?.['file']);
    complete &&= entry !== undefined && (file !== undefined || !('file' in entry));
    if (entry === undefined) return [];
    const name = remedySchema.shape.name.safeParse(entry['name']).data;
    const idle = !('file' in entry) && (entry['restart'] === undefined || entry['restart'] === false);
    return [{ index, name, file, idle }];
  });
  return { remedies, complete };
}
