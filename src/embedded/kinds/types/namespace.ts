import type { StructTexts } from '../schema/struct-texts.ts';

export const namespaceTypes = {
  Namespace: {
    apiVersion: 'string',
    kind: 'string',
    metadata: 'ObjectMeta',
    spec: 'NamespaceSpec',
    status: 'NamespaceStatus',
  },
  NamespaceSpec: {
    finalizers: '[]string',
  },
  NamespaceStatus: {
    conditions: '[]NamespaceCondition merge=type',
    phase: 'string',
  },
  NamespaceCondition: {
    lastTransitionTime: 'Time',
    message: 'string',
    reason: 'string',
    status: 'string required',
    type: 'string required',
  },
} as const satisfies StructTexts;
