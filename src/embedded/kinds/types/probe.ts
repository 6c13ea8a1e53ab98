import type { StructTexts } from '../schema/struct-texts.ts';

export const probeTypes = {
  Lifecycle: {
    postStart: 'LifecycleHandler',
    preStop: 'LifecycleHandler',
    stopSignal: 'string',
  },
  LifecycleHandler: {
    exec: 'ExecAction',
    httpGet: 'HTTPGetAction',
    sleep: 'SleepAction',
    tcpSocket: 'TCPSocketAction',
  },
  ExecAction: {
    command: '[]string',
  },
  HTTPGetAction: {
    host: 'string',
    httpHeaders: '[]HTTPHeader',
    path: 'string',
    port: 'IntOrString required',
    scheme: 'string',
  },
  HTTPHeader: {
    name: 'string required',
    value: 'string required',
  },
  SleepAction: {
    seconds: 'int64 required',
  },
  TCPSocketAction: {
    host: 'string',
    port: 'IntOrString required',
  },
  GRPCAction: {
    port: 'int32 required',
    service: 'string',
  },
  Probe: {
    exec: 'ExecAction',
    failureThreshold: 'int32',
    grpc: 'GRPCAction',
    httpGet: 'HTTPGetAction',
    initialDelaySeconds: 'int32',
    periodSeconds: 'int32',
    successThreshold: 'int32',
    tcpSocket: 'TCPSocketAction',
    terminationGracePeriodSeconds: 'int64',
    timeoutSeconds: 'int32',
  },
} as const satisfies StructTexts;
