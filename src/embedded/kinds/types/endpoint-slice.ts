import type { StructTexts } from '../schema/struct-texts.ts';

export const endpointSliceTypes = {
  EndpointSlice: {
    addressType: 'string required',
    apiVersion: 'string',
    endpoints: '[]Endpoint required',
    kind: 'string',
    metadata: 'ObjectMeta',
    ports: '[]EndpointPort',
  },
  Endpoint: {
    addresses: '[]string set required',
    conditions: 'EndpointConditions',
    deprecatedTopology: 'map[string]string',
    hints: 'EndpointHints',
    hostname: 'string',
    nodeName: 'string',
    targetRef: 'ObjectReference',
    zone: 'string',
  },
  EndpointConditions: {
    ready: 'bool',
    serving: 'bool',
    terminating: 'bool',
  },
  EndpointHints: {
    forNodes: '[]ForNode',
    forZones: '[]ForZone',
  },
  ForNode: {
    name: 'string required',
  },
  ForZone: {
    name: 'string required',
  },
  EndpointPort: {
    appProtocol: 'string',
    name: 'string',
    port: 'int32',
    protocol: 'string',
  },
} as const satisfies StructTexts;
