import type { ContainerWorker } from './container-worker.ts';

/** The init containers of a pod that go on beside its main ones. */
export class Sidecars {
  readonly #running: { worker: ContainerWorker; ended: Promise<boolean> }[] = [];

  /** Starts one and waits until it has started: what comes after may need it. */
  async start(worker: ContainerWorker, signal: AbortSignal): Promise<void> {
    const ended = worker.run(signal);
    this.#running.push({ worker, ended });
    await Promise.race([worker.started.promise, ended]);
  }

  has(worker: ContainerWorker): boolean {
    return this.#running.some((running) => running.worker === worker);
  }

  /** Ends them all, the last to start first, within so many seconds together. */
  async end(graceSeconds: number): Promise<void> {
    const deadline = performance.now() + graceSeconds * 1000;
    for (const { worker, ended } of this.#running.toReversed()) {
      worker.stop(Math.max(0, deadline - performance.now()) / 1000, `Stopping container ${worker.container.name}`);
      await ended;
    }
  }
}
