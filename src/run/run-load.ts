import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { LoadFigures, LoadSeries } from '../evidence/load.ts';
import { chooseSender } from '../load/choose-sender.ts';
import { forward } from '../load/forward.ts';
import type { Forwarding } from '../load/forward.ts';
import { startK6Sender } from '../load/k6-sender.ts';
import { startNodeSender } from '../load/node-sender.ts';
import { LoadRecorder } from '../load/recorder.ts';
import type { Sender } from '../load/sender.ts';
import { share } from '../load/schedule.ts';
import { loadWords } from '../load/words.ts';
import type { Load, Traffic } from '../scenario/traffic.ts';
import { messageOf } from '../shared/errors.ts';
import type { Plan, RunContext } from './context.ts';
import { readService, readyPods } from './service-backends.ts';
import type { Backend, Service } from './service-backends.ts';

/** Milliseconds between two looks at the Service and its pods. */
const lookEvery = 250;

/** Milliseconds that a sender may be behind with what it tells. */
const mostLag = 2500;

/** The load of one run: sent from when a pod of the Service is ready until it is stopped, and measured. */
export class RunLoad {
  readonly #context: RunContext;
  readonly #load: Load;
  readonly #traffic: Traffic;
  readonly #name: Sender['name'];
  readonly #recorder: LoadRecorder;
  readonly #stop = new AbortController();
  readonly #troubles: string[] = [];
  #service: Service | undefined;
  #turn = 0;
  #forwarding: Forwarding | undefined;
  #sender: Sender | undefined;
  #watching: Promise<void> = Promise.resolve();
  #before: LoadFigures | null = null;
  #after: LoadFigures | null = null;

  private constructor(context: RunContext, load: Load, name: Sender['name']) {
    const { pace } = context.plan;
    this.#context = { ...context, signal: AbortSignal.any([context.signal, this.#stop.signal]) };
    this.#load = load;
    this.#traffic = share(load.traffic[pace.name], shareOf(context.plan));
    this.#name = name;
    this.#recorder = new LoadRecorder(this.#traffic);
  }

  /** Begins to watch for a pod to send to; null where the scenario has no load. A Fault where nothing can send it. */
  static async start(context: RunContext): Promise<RunLoad | null> {
    const { load } = context.plan.scenario;
    if (load === null) return null;
    const runLoad = new RunLoad(context, load, await chooseSender(context.signal));
    runLoad.#forwarding = await forward(() => runLoad.#open());
    runLoad.#watching = runLoad.#watch();
    return runLoad;
  }

  /**
   * Waits a moment until it is known what became of the requests that were sent before now: k6 tells of them once a
   * second, and those that the fault has cut off are the last of them.
   */
  async catchUp(): Promise<void> {
    const { lab, signal } = this.#context;
    const now = lab.clock.now();
    while (this.#recorder.knownUntil < now && lab.clock.now() < now + mostLag) await lab.clock.sleep(100, signal);
  }

  /** What was sent until now while somebody was there to answer: how it was before any remedy. */
  measureBefore(): LoadFigures {
    const to = this.#context.lab.clock.now();
    this.#before = this.#recorder.figuresWhileReady({ from: 0, to });
    this.#say('before', this.#before);
    return this.#before;
  }

  /** What was sent from `from` until now, milliseconds since the Unix epoch, whether or not somebody was there. */
  measureAfter(from: number): LoadFigures {
    this.#after = this.#recorder.figures({ from, to: this.#context.lab.clock.now() });
    return this.#after;
  }

  /** Sentences about what kept the load from being sent, which is no fault of the workload. */
  troubles(): string[] {
    return this.#troubles;
  }

  series(): LoadSeries {
    return {
      sender: this.#name,
      shape: this.#traffic.shape,
      words: loadWords(this.#load, this.#traffic),
      before: this.#before,
      after: this.#after,
      seconds: this.#recorder.seconds(),
    };
  }

  /** Ends the load; it cannot be started again. */
  async stop(): Promise<void> {
    this.#stop.abort();
    if (this.#after !== null) this.#say('after', this.#after);
    await this.#watching;
    await this.#sender?.stop();
    await this.#forwarding?.close();
  }

  async #watch(): Promise<void> {
    const { lab, signal } = this.#context;
    while (!signal.aborted) {
      try {
        this.#service = await readService(this.#context);
        const up = this.#backends().length > 0;
        this.#recorder.ready(up, lab.clock.now());
        if (up) this.#sender ??= this.#startSender();
        await lab.clock.sleep(lookEvery, signal);
      } catch (thrown) {
        if (!signal.aborted) this.#trouble(messageOf(thrown));
        return;
      }
    }
  }

  #startSender(): Sender {
    const { journal, plan } = this.#context;
    journal.say({ type: 'load.started', sender: this.#name, words: loadWords(this.#load, this.#traffic) });
    const job = {
      port: this.#forwarding?.port ?? 0,
      request: this.#load.request,
      traffic: this.#traffic,
      hear: (outcome: Parameters<LoadRecorder['hear']>[0]) => this.#recorder.hear(outcome),
      failed: (why: string) => this.#trouble(why),
    };
    return this.#name === 'k6' ? startK6Sender(job, plan.pace.name) : startNodeSender(job);
  }

  #backends(): Backend[] {
    const { observation, plan } = this.#context;
    return this.#service === undefined ? [] : readyPods(observation.pods(), this.#service, plan.scenario.service.port);
  }

  /** A connection to the ready pod whose turn it is; undefined where there is none. */
  async #open(): Promise<Duplex | undefined> {
    const backends = this.#backends();
    const backend = backends[this.#turn % Math.max(1, backends.length)];
    this.#turn += 1;
    if (backend === undefined) return undefined;
    const { cluster } = this.#context.lab;
    // The pods of the embedded cluster have addresses of this machine.
    if (cluster.origin === 'embedded') return connect(backend.port, backend.address);
    return cluster.api.connection.openPort(this.#context.namespace, backend.pod, backend.port);
  }

  #say(stretch: 'before' | 'after', figures: LoadFigures): void {
    this.#context.journal.say({ type: 'load.measured', stretch, figures });
  }

  #trouble(why: string): void {
    this.#troubles.push(`The load could not be sent: ${why}.`);
    this.#context.journal.say({ type: 'note', level: 'warning', text: `the load could not be sent: ${why}` });
  }
}

/** How much of the load the run is to bear. */
function shareOf({ scenario, remedy }: Plan): number {
  return scenario.profiles[remedy?.traffic ?? ''] ?? 1;
}
