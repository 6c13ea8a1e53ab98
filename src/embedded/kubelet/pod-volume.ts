import { z } from 'zod';

const text = z.string();
const optional = z.boolean().default(false);
const items = z.array(z.object({ key: text, path: text, mode: z.number().optional() })).optional();
const fieldRef = z.object({ fieldPath: text });
const resourceFieldRef = z.object({
  containerName: text.optional(),
  resource: text,
  divisor: z.union([z.string(), z.number()]).default('0'),
});
const downwardItems = z
  .array(
    z.object({
      path: text,
      mode: z.number().optional(),
      fieldRef: fieldRef.optional(),
      resourceFieldRef: resourceFieldRef.optional(),
    }),
  )
  .default([]);
const defaultMode = z.number().default(0o644);

/** What the kubelet reads of a volume; of a kind that it does not know, the name. */
export const volumeSchema = z.looseObject({
  name: text,
  configMap: z.object({ name: text.default(''), optional, items, defaultMode }).optional(),
  secret: z.object({ secretName: text, optional, items, defaultMode }).optional(),
  downwardAPI: z.object({ items: downwardItems, defaultMode }).optional(),
  projected: z
    .object({
      defaultMode,
      sources: z
        .array(
          z.object({
            configMap: z.object({ name: text.default(''), optional, items }).optional(),
            secret: z.object({ name: text.default(''), optional, items }).optional(),
            downwardAPI: z.object({ items: downwardItems }).optional(),
            serviceAccountToken: z.object({ path: text }).optional(),
          }),
        )
        .default([]),
    })
    .optional(),
  emptyDir: z.object({ medium: text.default(''), sizeLimit: z.union([z.string(), z.number()]).optional() }).optional(),
});

export type Volume = z.infer<typeof volumeSchema>;

/** The kind of a volume that the embedded cluster does not have; undefined for one that it has. */
export function unknownKind(volume: Volume): string | undefined {
  return Object.keys(volume).find((key) => !(key in volumeSchema.shape));
}
