import { z } from 'zod';
import type { NewObject } from '../../store/object.ts';
import type { FieldTree } from './field-tree.ts';

const entrySchema = z.looseObject({
  manager: z.string().default(''),
  operation: z.string().default('Update'),
  apiVersion: z.string().default(''),
  subresource: z.string().optional(),
  time: z.string().optional(),
  fieldsType: z.literal('FieldsV1').default('FieldsV1'),
  fieldsV1: z.record(z.string(), z.unknown()).default({}),
});

/** One manager's word in `metadata.managedFields`. */
export interface ManagedEntry {
  manager: string;
  operation: string;
  apiVersion: string;
  subresource?: string | undefined;
  time?: string | undefined;
  fieldsType: 'FieldsV1';
  fieldsV1: FieldTree;
}

export function managedEntries(object: NewObject | undefined): ManagedEntry[] {
  return z
    .array(entrySchema)
    .catch([])
    .parse(object?.metadata['managedFields'] ?? []);
}
