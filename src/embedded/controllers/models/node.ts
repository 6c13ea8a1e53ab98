import { z } from 'zod';
import { object, viewOf } from './object.ts';

const quantities = z.record(z.string(), z.union([z.string(), z.number()])).optional();

const node = object.extend({
  spec: z
    .looseObject({
      unschedulable: z.boolean().optional(),
      taints: z.array(z.looseObject({ key: z.string(), value: z.string().optional(), effect: z.string() })).optional(),
    })
    .optional(),
  status: z.looseObject({ allocatable: quantities }).optional(),
});
export type Node = z.infer<typeof node>;
export const readNode = viewOf(node);
