import { z } from 'zod';
import { podPort } from '../evidence/pod-port.ts';
import type { Invariant } from '../scenario/model.ts';
import type { RunContext } from './context.ts';
import { meanRate } from './mean-rate.ts';
import type { Span } from './mean-rate.ts';
import { fieldOf } from './invariants.ts';

/** Measures how fast the workload does its work, from the counter that the scenario's rate invariant names. */
export class WorkRate {
  readonly #context: RunContext;
  readonly #invariant: Invariant | undefined;
  readonly #last = new Map<string, { at: number; count: number }>();
  readonly #spans: Span[] = [];
  #asking = false;

  constructor(context: RunContext) {
    this.#context = context;
    this.#invariant = context.plan.scenario.invariants.find(({ json }) => json?.check === 'rate');
  }

  /** Asks every ready pod once; to be called about every second. Calls that overlap are left out. */
  async ask(): Promise<void> {
    if (this.#invariant === undefined || this.#asking) return;
    this.#asking = true;
    try {
      const pods = this.#context.observation
        .pods()
        .filter(({ status }) => status?.containerStatuses?.some(({ ready }) => ready));
      const rates = await Promise.all(pods.map((pod) => this.#rateOf(pod.metadata.name, podPort(pod))));
      const known = rates.filter((rate) => rate !== undefined);
      if (known.length === 0) return;
      const perSecond = known.reduce((sum, span) => sum + span.perSecond, 0);
      this.#spans.push({ perSecond, seconds: Math.max(...known.map(({ seconds }) => seconds)) });
    } finally {
      this.#asking = false;
    }
  }

  /** Units of work per second over all that was measured; null when nothing was. */
  perSecond(): number | null {
    return meanRate(this.#spans);
  }

  async #rateOf(pod: string, port: number): Promise<Span | undefined> {
    const { lab, namespace, signal } = this.#context;
    const target = `/api/v1/namespaces/${namespace}/pods/${pod}:${port}`;
    const asked = lab.clock.now();
    const count = await lab.cluster.api
      .proxy(target, { method: 'GET', path: this.#invariant?.path ?? '/', signal })
      .then(
        ({ text }) => this.#count(text),
        // The pod may die between the look and the question: that is what is being watched, and counts as no reading.
        () => undefined,
      );
    signal.throwIfAborted();
    if (count === undefined) return undefined;
    // The pod has counted somewhere between the question and the answer.
    const at = (asked + lab.clock.now()) / 2;
    const before = this.#last.get(pod);
    this.#last.set(pod, { at, count });
    if (before === undefined || count < before.count || at <= before.at) return undefined;
    const seconds = (at - before.at) / 1000;
    return { perSecond: (count - before.count) / seconds, seconds };
  }

  #count(text: string): number | undefined {
    return z.number().safeParse(fieldOf(text, this.#invariant?.json?.field ?? '')).data;
  }
}
