import type { LoadFigures, LoadSecond } from '../evidence/load.ts';
import type { Traffic } from '../scenario/traffic.ts';
import { dueBy } from './schedule.ts';
import type { Outcome } from './sender.ts';

interface Window {
  /** Milliseconds since the Unix epoch. */
  from: number;
  to: number;
}

/** Counts what became of a load's requests, and knows when there was somebody to answer them. */
export class LoadRecorder {
  readonly #traffic: Traffic;
  readonly #outcomes: Outcome[] = [];
  readonly #up: { at: number; up: boolean }[] = [];
  /** When the first request was sent, milliseconds since the Unix epoch; null before. */
  #startedAt: number | null = null;

  constructor(traffic: Traffic) {
    this.#traffic = traffic;
  }

  hear(outcome: Outcome): void {
    this.#startedAt = Math.min(this.#startedAt ?? outcome.at, outcome.at);
    this.#outcomes.push(outcome);
  }

  /** When the last of the requests that are known of ended, milliseconds since the Unix epoch; 0 before the first. */
  get knownUntil(): number {
    return this.#outcomes.reduce((last, { endedAt }) => Math.max(last, endedAt), 0);
  }

  /** Says whether a pod is ready, from now on. */
  ready(up: boolean, at: number): void {
    if (this.#up.at(-1)?.up !== up) this.#up.push({ at, up });
  }

  /** The whole of a stretch of time. */
  figures(window: Window): LoadFigures {
    return this.#sum([window]);
  }

  /**
   * Those parts of a stretch of time in which a pod was ready. Connections that broke are left out: they are what the
   * fault does, and not how the service was before it.
   */
  figuresWhileReady({ from, to }: Window): LoadFigures {
    const spans = this.#up.flatMap(({ at, up }, index) => {
      const span = { from: Math.max(from, at), to: Math.min(to, this.#up[index + 1]?.at ?? to) };
      return up && span.from < span.to ? [span] : [];
    });
    return this.#sum(spans, ({ kind }) => kind !== 'broken');
  }

  /** Second by second, those without a request left out. */
  seconds(): LoadSecond[] {
    const bySecond = Map.groupBy(this.#outcomes, ({ at }) => Math.floor(at / 1000) * 1000);
    return [...bySecond].toSorted(([a], [b]) => a - b).map(([time, outcomes]) => ({ time, ...countOf(outcomes) }));
  }

  #sum(windows: readonly Window[], counts: (outcome: Outcome) => boolean = () => true): LoadFigures {
    const within = ({ at }: Outcome) => windows.some(({ from, to }) => at >= from && at < to);
    const outcomes = this.#outcomes.filter((outcome) => within(outcome) && counts(outcome));
    const startedAt = this.#startedAt;
    const due = startedAt === null ? [] : windows.map(({ from, to }) => this.#due(startedAt, from, to));
    return {
      seconds: windows.reduce((sum, { from, to }) => sum + to - from, 0) / 1000,
      due: Math.round(due.reduce((sum, count) => sum + count, 0)),
      ...countOf(outcomes),
    };
  }

  #due(startedAt: number, from: number, to: number): number {
    return dueBy(this.#traffic, (to - startedAt) / 1000) - dueBy(this.#traffic, (from - startedAt) / 1000);
  }
}

function countOf(outcomes: readonly Outcome[]): Omit<LoadFigures, 'seconds' | 'due'> {
  const count = (kind: Outcome['kind']) => outcomes.filter((outcome) => outcome.kind === kind).length;
  const [served, failed, unsent] = [count('served'), count('failed') + count('broken'), count('unsent')];
  const times = outcomes.flatMap(({ kind, at, endedAt }) => (kind === 'served' ? [endedAt - at] : []));
  const p95 = times.toSorted((a, b) => a - b)[Math.ceil(0.95 * times.length) - 1];
  return { sent: served + failed, served, failed, unsent, p95: p95 === undefined ? null : Math.round(p95 * 10) / 10 };
}
