import { z } from 'zod';
import { condition, object, viewOf } from './object.ts';

const namespace = object.extend({
  spec: z.looseObject({ finalizers: z.array(z.string()).optional() }).optional(),
  status: z.looseObject({ phase: z.string().optional(), conditions: z.array(condition).optional() }).optional(),
});
export type Namespace = z.infer<typeof namespace>;
export const readNamespace = viewOf(namespace);
