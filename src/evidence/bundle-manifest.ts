import { z } from 'zod';
import { bundleVersion } from './bundle-layout.ts';
import { endingSchema } from './ending.ts';
import type { Evidence } from './evidence.ts';

const time = z.iso.datetime().transform((text) => Date.parse(text));

/** bundle.json: what the other files do not say. */
export const manifestSchema = z.object({
  version: z.literal(bundleVersion),
  cluster: z.string(),
  namespace: z.string(),
  collectedAt: time,
  missing: z.array(z.object({ part: z.string(), why: z.string() })),
  oomCounts: z.array(z.object({ time, containerId: z.string(), kills: z.number() })).default([]),
  endings: z.array(endingSchema).default([]),
});
export type Manifest = z.output<typeof manifestSchema>;

export function formatManifest({ cluster, namespace, collectedAt, missing, oomCounts, endings }: Evidence): string {
  const iso = (milliseconds: number) => new Date(milliseconds).toISOString();
  const manifest: z.input<typeof manifestSchema> = {
    version: bundleVersion,
    cluster,
    namespace,
    collectedAt: iso(collectedAt),
    missing,
    oomCounts: oomCounts.map((count) => ({ ...count, time: iso(count.time) })),
    endings,
  };
  return `${JSON.stringify(manifest, null, 4)}\n`;
}
