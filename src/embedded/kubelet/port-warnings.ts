import { readKernelFile } from '../cgroup/files.ts';
import { processTree } from '../cgroup/process-tree.ts';
import { socketOwner } from '../network/socket-owner.ts';
import { wildcardListeners } from '../network/wildcard-listeners.ts';
import type { KubeletContext } from './context.ts';
import type { Container, Pod } from './pod.ts';

/** Milliseconds between two looks for containers that listen on all addresses. */
const lookEvery = 1000;

/**
 * Tells of ports that a container is to listen on and cannot, because some program has them on all addresses of this
 * machine: pods share its network, which each sees from an address of its own.
 */
export function tellTakenPorts({ record }: KubeletContext, pod: Pod, container: Container): void {
  if (container.ports.length === 0) return;
  const listeners = wildcardListeners();
  for (const { containerPort } of container.ports) {
    const taken = listeners.find(({ port }) => port === containerPort);
    if (taken === undefined) continue;
    const owner = socketOwner(taken.inode);
    const who = owner === undefined ? 'another program' : `process ${owner} (${nameOf(owner)})`;
    const message =
      `port ${containerPort} is taken on all addresses of this machine by ${who}: the container cannot listen on it ` +
      'while that is so';
    record(subject(pod, container), 'Warning', 'PortTaken', message);
  }
}

/**
 * Tells of containers that listen on all addresses of this machine, and not on their pod's alone.
 * @returns a function that ends it
 */
export function watchPorts({ running, record }: Pick<KubeletContext, 'running' | 'record'>): () => void {
  // Of those that are there before the first container nobody needs to be told.
  let known = new Set(wildcardListeners().map(({ inode }) => inode));
  const timer = setInterval(() => {
    const listeners = wildcardListeners();
    for (const { port, inode } of listeners.filter((each) => !known.has(each.inode))) {
      for (const { process, pod, container } of running.values()) {
        if (socketOwner(inode, processTree(process.pid)) === undefined) continue;
        const message =
          `the container listens on port ${port} of all addresses of this machine, not of its pod's alone: no other ` +
          'pod can listen on that port meanwhile; the address to listen on is in HOST';
        record(subject(pod, container), 'Warning', 'ListensEverywhere', message);
      }
    }
    known = new Set(listeners.map(({ inode }) => inode));
  }, lookEvery);
  timer.unref();
  return () => clearInterval(timer);
}

function subject({ metadata: { name, namespace, uid } }: Pod, container: Container) {
  const fieldPath = `spec.containers{${container.name}}`;
  return { apiVersion: 'v1', kind: 'Pod', name, namespace, uid, fieldPath };
}

function nameOf(pid: number): string {
  return readKernelFile(`/proc/${pid}/comm`) ?? 'which has ended';
}
