import type { StructTexts } from '../schema/struct-texts.ts';

export const nodeTypes = {
  Node: {
    apiVersion: 'string',
    kind: 'string',
    metadata: 'ObjectMeta',
    spec: 'NodeSpec',
    status: 'NodeStatus',
  },
  NodeSpec: {
    configSource: 'NodeConfigSource',
    externalID: 'string',
    podCIDR: 'string',
    podCIDRs: '[]string set merge',
    providerID: 'string',
    taints: '[]Taint',
    unschedulable: 'bool',
  },
  NodeConfigSource: {
    configMap: 'ConfigMapNodeConfigSource',
  },
  ConfigMapNodeConfigSource: {
    kubeletConfigKey: 'string required',
    name: 'string required',
    namespace: 'string required',
    resourceVersion: 'string',
    uid: 'string',
  },
  Taint: {
    effect: 'string required',
    key: 'string required',
    timeAdded: 'Time',
    value: 'string',
  },
  NodeStatus: {
    addresses: '[]NodeAddress merge=type',
    allocatable: 'map[string]Quantity',
    capacity: 'map[string]Quantity',
    conditions: '[]NodeCondition merge=type',
    config: 'NodeConfigStatus',
    daemonEndpoints: 'NodeDaemonEndpoints',
    features: 'NodeFeatures',
    images: '[]ContainerImage',
    nodeInfo: 'NodeSystemInfo',
    phase: 'string',
    runtimeHandlers: '[]NodeRuntimeHandler',
    volumesAttached: '[]AttachedVolume',
    volumesInUse: '[]string',
  },
  NodeAddress: {
    address: 'string required',
    type: 'string required',
  },
  NodeCondition: {
    lastHeartbeatTime: 'Time',
    lastTransitionTime: 'Time',
    message: 'string',
    reason: 'string',
    status: 'string required',
    type: 'string required',
  },
  NodeConfigStatus: {
    active: 'NodeConfigSource',
    assigned: 'NodeConfigSource',
    error: 'string',
    lastKnownGood: 'NodeConfigSource',
  },
  NodeDaemonEndpoints: {
    kubeletEndpoint: 'DaemonEndpoint',
  },
  DaemonEndpoint: {
    Port: 'int32 required',
  },
  NodeFeatures: {
    supplementalGroupsPolicy: 'bool',
  },
  ContainerImage: {
    names: '[]string',
    sizeBytes: 'int64',
  },
  NodeSystemInfo: {
    architecture: 'string required',
    bootID: 'string required',
    containerRuntimeVersion: 'string required',
    kernelVersion: 'string required',
    kubeProxyVersion: 'string required',
    kubeletVersion: 'string required',
    machineID: 'string required',
    operatingSystem: 'string required',
    osImage: 'string required',
    swap: 'NodeSwapStatus',
    systemUUID: 'string required',
  },
  NodeSwapStatus: {
    capacity: 'int64',
  },
  NodeRuntimeHandler: {
    features: 'NodeRuntimeHandlerFeatures',
    name: 'string',
  },
  NodeRuntimeHandlerFeatures: {
    recursiveReadOnlyMounts: 'bool',
    userNamespaces: 'bool',
  },
  AttachedVolume: {
    devicePath: 'string required',
    name: 'string required',
  },
} as const satisfies StructTexts;
