import type { ContainerRecord } from './container-state.ts';
import type { KubeletContext } from './context.ts';
import { runHandler } from './handler.ts';
import type { ContainerInstance } from './instance.ts';
import type { Container, Probe } from './pod.ts';
import { runProbe } from './prober.ts';

export interface ProbedContainer {
  container: Container;
  record: ContainerRecord;
  event(type: 'Normal' | 'Warning', reason: string, message: string): void;
  stop(graceSeconds: number, text: string): void;
}

interface Probing {
  context: KubeletContext;
  publish: () => void;
  signal: AbortSignal;
  /** Aborted sooner, when the container is asked to end: for the probes whose failure would end it. */
  vital: AbortSignal;
  /** The pod's grace in seconds, where a probe has none of its own. */
  grace: number;
}

/** Starts the probes of an instance; liveness and readiness wait for the startup probe. They end with the signal. */
export function startProbes(worker: ProbedContainer, instance: ContainerInstance, probing: Probing): Promise<void>[] {
  const { container, record } = worker;
  const { startupProbe, livenessProbe, readinessProbe } = container;
  const { signal, vital, grace, publish } = probing;
  const startup = Promise.withResolvers<void>();
  if (startupProbe === undefined) startup.resolve();
  signal.addEventListener('abort', () => startup.resolve(), { once: true });

  const loop = async (name: string, probe: Probe, onResult: (ok: boolean) => unknown) => {
    if (name !== 'Startup') await startup.promise;
    await runProbe({
      probe,
      clock: probing.context.steady,
      startedAt: instance.process.steadyStart,
      signal: name === 'Readiness' ? signal : vital,
      attempt: () => runHandler(probe, instance.target, probe.timeoutSeconds),
      onFailure: ({ text, unknown }) => {
        const what = unknown === true ? 'errored and resulted in unknown state' : 'failed';
        worker.event('Warning', 'Unhealthy', `${name} probe ${what}: ${text}`);
      },
      onResult,
    });
  };
  const restart = (name: string, probe: Probe) => {
    const seconds = probe.terminationGracePeriodSeconds ?? grace;
    worker.stop(seconds, `Container ${container.name} failed ${name} probe, will be restarted`);
  };

  const loops: Promise<void>[] = [];
  if (startupProbe !== undefined) {
    const onResult = (ok: boolean) => {
      if (!ok) {
        restart('startup', startupProbe);
        return 'end';
      }
      record.started = true;
      record.ready = readinessProbe === undefined;
      publish();
      startup.resolve();
      return 'end';
    };
    loops.push(loop('Startup', startupProbe, onResult));
  }
  if (livenessProbe !== undefined) {
    const onResult = (ok: boolean) => {
      if (ok) return 'go on';
      restart('liveness', livenessProbe);
      return 'end';
    };
    loops.push(loop('Liveness', livenessProbe, onResult));
  }
  if (readinessProbe !== undefined) {
    const onResult = (ok: boolean) => {
      if (record.ready === ok) return;
      record.ready = ok;
      publish();
    };
    loops.push(loop('Readiness', readinessProbe, onResult));
  }
  return loops;
}
