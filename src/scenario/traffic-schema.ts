import { z } from 'zod';
import { duration, servicePath, textOf } from './schema-parts.ts';

const rate = (when: string) =>
  z.number('a number of requests a second').gt(0).max(500).describe(`Requests a second${when}.`);

const requestFields = {
  method: z.enum(['GET', 'POST']).describe('The HTTP method.'),
  path: servicePath().describe('Path and query of the request; {n} stands for its number, from 1.'),
  body: z.unknown().optional().describe('Sent as JSON, with {n} as in the path; only with POST.'),
  timeout: duration().default(5).describe('How long an answer may take, such as 5s; later it counts as none.'),
};

const steady = z.strictObject({ rate: rate('') });
const ramp = z.strictObject({
  rate: rate(' at the end of the climb, and from then on'),
  over: duration().describe('How long the climb from no request to `rate` takes.'),
});
const spike = z.strictObject({
  rate: rate(' between the spikes'),
  peak: rate(' in a spike'),
  every: duration().describe('From the start of one spike to the start of the next.'),
  lasts: duration().describe('How long a spike lasts; the first one ends when `every` is over for the first time.'),
});

/** Figures at both paces, which need not differ by the speed-up: a spike is as high in the lab as it was. */
function atBothPaces<T extends z.ZodType>(figures: T) {
  return {
    lab: figures.describe("Its figures at the lab's pace."),
    real: figures.describe("Its figures at the incident's own pace."),
  };
}

export const loadSchema = z
  .discriminatedUnion('shape', [
    z.strictObject({
      shape: z.literal('steady').describe('Always as much.'),
      ...requestFields,
      ...atBothPaces(steady),
    }),
    z.strictObject({ shape: z.literal('ramp').describe('More and more.'), ...requestFields, ...atBothPaces(ramp) }),
    z.strictObject({
      shape: z.literal('spike').describe('Little, and much at times.'),
      ...requestFields,
      ...atBothPaces(spike),
    }),
  ])
  .describe('Requests that are sent to the Service from when it is ready to the end of the run.');

export const profilesSchema = z
  .record(
    textOf(/^[a-z][a-z0-9]{0,11}$/, 'at most 12 lower-case letters and digits'),
    z.number('a share of the load').gt(0).max(1).describe("A share of the load's rates, above 0, at most 1."),
  )
  .describe('Traffic under which remedies are tried: a name, and what share of the load it is.');

export type LoadDocument = z.output<typeof loadSchema>;
