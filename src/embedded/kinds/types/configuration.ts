import type { StructTexts } from '../schema/struct-texts.ts';

export const configurationTypes = {
  ConfigMap: {
    apiVersion: 'string',
    binaryData: 'map[string]bytes',
    data: 'map[string]string',
    immutable: 'bool',
    kind: 'string',
    metadata: 'ObjectMeta',
  },
  Secret: {
    apiVersion: 'string',
    data: 'map[string]bytes',
    immutable: 'bool',
    kind: 'string',
    metadata: 'ObjectMeta',
    stringData: 'map[string]string',
    type: 'string',
  },
  ServiceAccount: {
    apiVersion: 'string',
    automountServiceAccountToken: 'bool',
    imagePullSecrets: '[]LocalObjectReference',
    kind: 'string',
    metadata: 'ObjectMeta',
    secrets: '[]ObjectReference merge=name',
  },
} as const satisfies StructTexts;
