import { z } from 'zod';

const names = z.array(z.string()).default([]);
const identity = {
  runAsUser: z.number().optional(),
  runAsGroup: z.number().optional(),
  runAsNonRoot: z.boolean().optional(),
};

/** What the kubelet reads of a pod's securityContext. */
export const podSecurity = z.object({
  ...identity,
  fsGroup: z.number().optional(),
  supplementalGroups: z.array(z.number()).default([]),
});

/** What the kubelet reads of a container's securityContext. */
export const containerSecurity = z.object({
  ...identity,
  privileged: z.boolean().default(false),
  readOnlyRootFilesystem: z.boolean().default(false),
  allowPrivilegeEscalation: z.boolean().optional(),
  capabilities: z.object({ add: names, drop: names }).prefault({}),
});
