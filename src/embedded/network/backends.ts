import { z } from 'zod';
import type { StoredObject } from '../store/object.ts';

/** An address and port where a pod listens. */
export interface Backend {
  address: string;
  port: number;
}

const sliceSchema = z.looseObject({
  endpoints: z
    .array(
      z.looseObject({
        addresses: z.array(z.string()),
        hostname: z.string().nullish(),
        conditions: z
          .looseObject({
            ready: z.boolean().nullish(),
            serving: z.boolean().nullish(),
            terminating: z.boolean().nullish(),
          })
          .nullish(),
      }),
    )
    .nullish(),
  ports: z.array(z.looseObject({ name: z.string().nullish(), port: z.number().nullish() })).nullish(),
});

export type Slice = z.infer<typeof sliceSchema>;
export type Endpoint = NonNullable<Slice['endpoints']>[number];

export function readSlice(object: StoredObject): Slice {
  return sliceSchema.parse(object);
}

/** Absent means true (discovery/v1). */
export function isReady({ conditions }: Endpoint): boolean {
  return conditions?.ready !== false;
}

/**
 * Where a Service's port of this name leads: to its ready endpoints; where there are none, to those that still serve
 * while they end, as kube-proxy has it (KEP-1669).
 */
export function backendsOf(slices: readonly Slice[], portName: string): Backend[] {
  const ready = select(slices, portName, isReady);
  if (ready.length > 0) return ready;
  return select(slices, portName, ({ conditions }) => conditions?.serving === true && conditions.terminating === true);
}

function select(slices: readonly Slice[], portName: string, wanted: (endpoint: Endpoint) => boolean): Backend[] {
  return slices.flatMap(({ endpoints, ports }) => {
    const port = ports?.find(({ name }) => (name ?? '') === portName)?.port;
    if (typeof port !== 'number') return [];
    // One endpoint is one pod: its further addresses are of other families.
    return (endpoints ?? []).filter(wanted).flatMap(({ addresses: [address] }) => {
      return address === undefined ? [] : [{ address, port }];
    });
  });
}
