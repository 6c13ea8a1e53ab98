import type { StructTexts } from '../schema/struct-texts.ts';

export const leaseTypes = {
  Lease: {
    apiVersion: 'string',
    kind: 'string',
    metadata: 'ObjectMeta',
    spec: 'LeaseSpec',
  },
  LeaseSpec: {
    acquireTime: 'MicroTime',
    holderIdentity: 'string',
    leaseDurationSeconds: 'int32',
    leaseTransitions: 'int32',
    preferredHolder: 'string',
    renewTime: 'MicroTime',
    strategy: 'string',
  },
} as const satisfies StructTexts;
