import { z } from 'zod';
import { object, viewOf } from './object.ts';

const quantities = z.record(z.string(), z.union([z.string(), z.number()])).optional();

const limitRangeItem = z.looseObject({
  type: z.string(),
  max: quantities,
  min: quantities,
  default: quantities,
  defaultRequest: quantities,
  maxLimitRequestRatio: quantities,
});
export type LimitRangeItem = z.infer<typeof limitRangeItem>;

const limitRange = object.extend({ spec: z.looseObject({ limits: z.array(limitRangeItem).optional() }) });

const resourceQuota = object.extend({
  spec: z.looseObject({
    hard: quantities,
    scopes: z.array(z.string()).optional(),
    scopeSelector: z.unknown().optional(),
  }),
  status: z.looseObject({ hard: quantities, used: quantities }).optional(),
});
export type ResourceQuota = z.infer<typeof resourceQuota>;
export const readResourceQuota = viewOf(resourceQuota);
export const readLimitRange = viewOf(limitRange);
