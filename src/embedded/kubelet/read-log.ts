import type { ContainerLog } from './container-log.ts';
import type { LogLine } from './log-line.ts';
import { printLine } from './log-line.ts';
import type { LogOptions } from './node-access.ts';

/** Bytes that a reader may lag behind before it is let go. */
const longestLag = 16 * 2 ** 20;

/** The text of a log as `kubectl logs` asks for it; with `follow` until the container's end or the signal. */
export async function* readLog(
  log: ContainerLog,
  options: LogOptions,
  now: number,
  signal: AbortSignal,
): AsyncIterable<Buffer> {
  const timestamps = options.timestamps ?? false;
  let left = options.limitBytes ?? Infinity;
  const cut = (text: string): Buffer => {
    const bytes = Buffer.from(text, 'latin1').subarray(0, left);
    left -= bytes.length;
    return bytes;
  };
  // The kept lines are read and the follower is set in one go: no line is lost or seen twice.
  const kept = select(log.lines(), options, now);
  const follower = options.follow === true ? new Follower(log, signal) : undefined;
  try {
    yield cut(kept.map((line) => printLine(line, timestamps)).join(''));
    if (follower === undefined) return;
    for await (const line of follower.lines()) {
      if (left <= 0) return;
      yield cut(printLine(line, timestamps));
    }
  } finally {
    follower?.end();
  }
}

function select(lines: LogLine[], { sinceSeconds, tailLines }: LogOptions, now: number): LogLine[] {
  const since = sinceSeconds === undefined ? 0 : now - sinceSeconds * 1000;
  const recent = lines.filter(({ time }) => time >= since);
  if (tailLines === undefined) return recent;
  return tailLines === 0 ? [] : recent.slice(-tailLines);
}

class Follower {
  readonly end: () => void;
  #waiting: LogLine[] = [];
  #bytes = 0;
  #ended = false;
  #wake = () => {};

  constructor(log: ContainerLog, signal: AbortSignal) {
    const stop = () => {
      this.#ended = true;
      this.#wake();
    };
    const leave = log.follow((line) => {
      if (line === undefined) return stop();
      this.#waiting.push(line);
      this.#bytes += line.text.length;
      // A reader that does not read must not make the engine keep the whole log in memory.
      if (this.#bytes > longestLag) stop();
      else this.#wake();
    });
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    this.end = () => {
      leave();
      signal.removeEventListener('abort', stop);
      stop();
    };
  }

  async *lines(): AsyncIterable<LogLine> {
    for (;;) {
      const taken = this.#waiting;
      this.#waiting = [];
      this.#bytes = 0;
      yield* taken;
      if (this.#waiting.length > 0) continue;
      if (this.#ended) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
