import { z } from 'zod';
import type { Outcome } from './sender.ts';

/** A line of `--out json`: https://grafana.com/docs/k6/latest/results-output/real-time/json/ */
const pointSchema = z.object({
  type: z.literal('Point'),
  data: z.object({
    time: z.string().transform((text) => Date.parse(text)),
    value: z.number(),
    tags: z.record(z.string(), z.string()).nullish(),
  }),
});

const metrics = ['http_req_duration', 'dropped_iterations'] as const;

/** What a line of k6's output says of requests: mostly of one or none, and of several where it left them out. */
export function readPoint(line: string): Outcome[] {
  // A request has a dozen lines; most are not worth the parsing.
  const metric = metrics.find((name) => line.startsWith(`{"metric":"${name}"`));
  if (metric === undefined) return [];
  const point = pointSchema.safeParse(JSON.parse(line)).data;
  if (point === undefined) return [];
  const { time, value, tags } = point.data;
  if (metric === 'dropped_iterations') {
    return Array.from({ length: value }, () => ({ at: time, endedAt: time, kind: 'unsent' }));
  }
  // The time of a point is that of the answer.
  return [{ at: time - value, endedAt: time, kind: kindOf(tags?.['status'] ?? '0', tags?.['error_code']) }];
}

/** A request that ran out of time: https://grafana.com/docs/k6/latest/javascript-api/error-codes/ */
const timedOut = '1050';

function kindOf(status: string, errorCode: string | undefined): Outcome['kind'] {
  if (status === '0') return errorCode === timedOut ? 'failed' : 'broken';
  return /^2\d\d$/.test(status) ? 'served' : 'failed';
}
