import { readFileSync } from 'node:fs';
import { arch, cpus, hostname, platform, release, totalmem } from 'node:os';
import type { NewObject } from '../store/object.ts';
import type { NodeCapacity } from './resource-ref.ts';
import { apiTime } from './timestamp.ts';

/** The Kubernetes version whose behaviour and texts are followed. */
const kubeletVersion = 'v1.34.4';

export function nodeCapacity(): NodeCapacity {
  return { cpu: cpus().length, memory: totalmem() };
}

export interface NodeFacts {
  name: string;
  address: string;
  capacity: NodeCapacity;
  now: number;
}

/** The Node as a kubelet registers it. */
export function nodeObject(facts: NodeFacts): NewObject {
  const { name, now } = facts;
  const architecture = arch() === 'x64' ? 'amd64' : arch();
  const os = platform() === 'darwin' ? 'darwin' : 'linux';
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/arch': architecture,
        'kubernetes.io/os': os,
        'kubernetes.io/hostname': name,
        'node-role.kubernetes.io/control-plane': '',
      },
    },
    spec: { providerID: `embedded://${name}` },
    status: nodeStatus(facts, architecture, os, apiTime(now)),
  };
}

/** The node's conditions with a new heartbeat. */
export function nodeConditions(now: string, since: string): Record<string, string>[] {
  const condition = (type: string, status: string, reason: string, message: string) => ({
    type,
    status,
    reason,
    message,
    lastHeartbeatTime: now,
    lastTransitionTime: since,
  });
  return [
    condition('MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
    condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
    condition('PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
    condition('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'),
  ];
}

function nodeStatus({ name, address, capacity }: NodeFacts, architecture: string, os: string, now: string) {
  const resources = {
    cpu: String(capacity.cpu),
    memory: `${Math.floor(capacity.memory / 1024)}Ki`,
    'ephemeral-storage': '0',
    pods: '250',
  };
  return {
    addresses: [
      { type: 'InternalIP', address },
      { type: 'Hostname', address: name },
    ],
    capacity: resources,
    allocatable: resources,
    conditions: nodeConditions(now, now),
    daemonEndpoints: { kubeletEndpoint: { Port: 0 } },
    nodeInfo: {
      architecture,
      operatingSystem: os,
      kernelVersion: release(),
      osImage: `leaklab embedded on ${osName()}`,
      containerRuntimeVersion: `embedded://${process.version.slice(1)}`,
      kubeletVersion,
      kubeProxyVersion: '',
      machineID: hostname(),
      systemUUID: hostname(),
      bootID: '',
    },
    images: [],
  };
}

function osName(): string {
  try {
    return /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? platform();
  } catch {
    // No such file outside of Linux.
    return platform();
  }
}
