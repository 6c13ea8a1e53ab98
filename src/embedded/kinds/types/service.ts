import type { StructTexts } from '../schema/struct-texts.ts';

export const serviceTypes = {
  Service: {
    apiVersion: 'string',
    kind: 'string',
    metadata: 'ObjectMeta',
    spec: 'ServiceSpec',
    status: 'ServiceStatus',
  },
  ServiceSpec: {
    allocateLoadBalancerNodePorts: 'bool',
    clusterIP: 'string',
    clusterIPs: '[]string',
    externalIPs: '[]string',
    externalName: 'string',
    externalTrafficPolicy: 'string',
    healthCheckNodePort: 'int32',
    internalTrafficPolicy: 'string',
    ipFamilies: '[]string',
    ipFamilyPolicy: 'string',
    loadBalancerClass: 'string',
    loadBalancerIP: 'string',
    loadBalancerSourceRanges: '[]string',
    ports: '[]ServicePort merge=port keys=port,protocol',
    publishNotReadyAddresses: 'bool',
    selector: 'map[string]string atomic',
    sessionAffinity: 'string',
    sessionAffinityConfig: 'SessionAffinityConfig',
    trafficDistribution: 'string',
    type: 'string',
  },
  ServicePort: {
    appProtocol: 'string',
    name: 'string',
    nodePort: 'int32',
    port: 'int32 required',
    protocol: 'string',
    targetPort: 'IntOrString',
  },
  SessionAffinityConfig: {
    clientIP: 'ClientIPConfig',
  },
  ClientIPConfig: {
    timeoutSeconds: 'int32',
  },
  ServiceStatus: {
    conditions: '[]Condition merge=type',
    loadBalancer: 'LoadBalancerStatus',
  },
  LoadBalancerStatus: {
    ingress: '[]LoadBalancerIngress',
  },
  LoadBalancerIngress: {
    hostname: 'string',
    ip: 'string',
    ipMode: 'string',
    ports: '[]PortStatus',
  },
  PortStatus: {
    error: 'string',
    port: 'int32 required',
    protocol: 'string required',
  },
} as const satisfies StructTexts;
