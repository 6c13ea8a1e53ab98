import { z } from 'zod';
import { remedySchema } from './schema.ts';
import type { Path, YamlDocument } from './yaml-document.ts';

/** As much of a change or remedy in `scenario.yaml` as is right by itself, with its place there. */
export interface ListedChange {
  /** Of the change or remedy: `['remedies', 0]`. */
  path: Path;
  /** The same for people: `remedies[0]`. */
  label: string;
  name: string | undefined;
  file: string | undefined;
  /** The image that it sets by name. */
  image: string | undefined;
  /** It sets fields. */
  sets: boolean;
  undo: boolean;
  /** Its author wrote nothing that it does. */
  idle: boolean;
}

const entrySchema = z.looseObject({});
const textSchema = z.string().optional().catch(undefined);
const setSchema = z.looseObject({ image: textSchema }).catch({ image: undefined });

/**
 * The change that brings the fault, where there is one, and the remedies. `complete` is false when one of them may have
 * a file or an image that is not in the answer.
 */
export function listedChanges(document: YamlDocument): {
  change: ListedChange | undefined;
  remedies: ListedChange[];
  complete: boolean;
} {
  const parts = z.looseObject({ remedies: z.array(z.unknown()) }).safeParse(document.value).data;
  const { change } = z.looseObject({ change: z.unknown() }).catch({ change: undefined }).parse(document.value);
  const listed = (parts?.remedies ?? []).map((value, index) => {
    return listedChange(value, ['remedies', index], `remedies[${index}]`);
  });
  const first = change === undefined ? [] : [listedChange(change, ['change'], 'change')];
  return {
    change: first[0]?.change,
    remedies: listed.flatMap((one) => one.change ?? []),
    complete: parts !== undefined && [...first, ...listed].every(({ complete }) => complete),
  };
}

function listedChange(value: unknown, path: Path, label: string): { change?: ListedChange; complete: boolean } {
  const entry = entrySchema.safeParse(value).data;
  if (entry === undefined) return { complete: false };
  const file = textSchema.parse(entry['file']);
  const { image, ...rest } = setSchema.parse(entry['set']);
  const sets = image !== undefined || Object.keys(rest).length > 0;
  const asks = (key: string) => entry[key] !== undefined && entry[key] !== false;
  const change = {
    path,
    label,
    name: remedySchema.shape.name.safeParse(entry['name']).data,
    file,
    image,
    sets,
    undo: asks('undo'),
    idle: !('file' in entry) && !sets && !asks('undo') && !asks('restart'),
  };
  const set = entrySchema.safeParse(entry['set'] ?? {}).data;
  const imageRead = set !== undefined && (image !== undefined || !('image' in set));
  return { change, complete: (file !== undefined || !('file' in entry)) && imageRead };
}
