import type { Quote } from '../../evidence/death.ts';
import { containerFinding, nameOf } from '../container-finding.ts';
import { limitQuote } from '../quotes.ts';
import type { Rule } from '../rule.ts';

/**
 * The kernel kills a process of the container and not its first one: on cgroup v1, or with singleProcessOOMKill, the
 * container goes on, and Kubernetes sees nothing (kubernetes/kubernetes#100483). Where it later ends well, containerd
 * still calls that end OOMKilled.
 */
export const childProcessOom: Rule = {
  name: 'child-process-oom',
  find: ({ evidence, workloads, deaths }) =>
    workloads.flatMap((workload) => {
      const own = new Map(
        workload.places.map(({ pod, status }) => [
          (status?.containerID ?? '').replace(/^.*:\/\//, ''),
          pod.metadata.name,
        ]),
      );
      own.delete('');
      const running = new Set(
        workload.places
          .filter(({ status }) => status?.state?.running !== undefined)
          .map(({ status }) => (status?.containerID ?? '').replace(/^.*:\/\//, '')),
      );
      const kills = evidence.kernelKills.filter(({ containerId }) => running.has(containerId));
      const counts = evidence.oomCounts.filter(
        ({ containerId, kills: count }) => running.has(containerId) && count > 0,
      );
      const marked = deaths.filter(
        ({ pod, container, exitCode, reason }) =>
          reason === 'OOMKilled' &&
          (exitCode === 0 || exitCode === 143) &&
          container === workload.spec.name &&
          workload.pods.includes(pod),
      );
      const pods = [...kills, ...counts].flatMap(({ containerId }) => own.get(containerId) ?? []);
      if (pods.length === 0 && marked.length === 0) return [];
      const times = Math.max(kills.length, ...counts.map(({ kills: count }) => count), 1);
      return [
        containerFinding(evidence, {
          cause: 'child-process-oom',
          workload,
          pods: [...pods, ...marked.map(({ pod }) => pod)],
          confidence: kills.length > 0 ? 0.97 : counts.length > 0 ? 0.93 : 0.85,
          summary: `${nameOf(workload)}: the kernel OOM-killed a process inside it ${times === 1 ? 'once' : `${times} times`}, and its first process lived on: no restart, no event.`,
          for: [
            ...kills
              .slice(-3)
              .flatMap(({ lines }) => lines.map((line): Quote => ({ source: 'kernel.log', text: line }))),
            ...counts.slice(-1).map(({ kills: count }) => ({
              source: 'bundle.json: oomCounts',
              text: `oom_kill ${count}, while the container runs`,
            })),
            ...marked.slice(-2).flatMap(({ proof }) => proof),
            limitQuote(workload),
          ],
          figures: { oomKills: times },
        }),
      ];
    }),
};
