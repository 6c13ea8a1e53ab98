import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { isDiskFull } from './disk-full.ts';
import type { LogLine } from './log-line.ts';
import { formatLine, parseLine } from './log-line.ts';

/** As the kubelet's containerLogMaxSize. It keeps five such files, but only the newest can be read through the API. */
const largestFile = 10 * 2 ** 20;
/** Longer lines are kept in parts, as containerd does. */
const longestLine = 16_384;

/** Bytes from the end that hold at least the last 2048 bytes of text, long lines included. */
const tailSize = 65_536;

/** The log of one container instance: a file that is kept beside one older one when it has grown to 10 MiB. */
export class ContainerLog {
  readonly #file: string;
  readonly #largest: number;
  /** Undefined while the disk has no room for the file. */
  #descriptor: number | undefined;
  #size = 0;
  #open = { stdout: new OpenLine(), stderr: new OpenLine() };
  #listeners = new Set<(line: LogLine | undefined) => void>();
  #closed = false;

  constructor(file: string, largest = largestFile) {
    this.#file = file;
    this.#largest = largest;
    this.#descriptor = openLog(file);
  }

  append(stream: 'stdout' | 'stderr', chunk: Buffer, time: number): void {
    this.#write(this.#open[stream].take(chunk).map(({ text, whole }) => ({ time, stream, whole, text })));
  }

  /** Nothing more will come. */
  close(time: number): void {
    if (this.#closed) return;
    for (const stream of ['stdout', 'stderr'] as const) {
      const rest = this.#open[stream].rest();
      if (rest !== '') this.#write([{ time, stream, whole: false, text: rest }]);
    }
    this.#closed = true;
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    for (const listener of this.#listeners) listener(undefined);
    this.#listeners.clear();
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** All lines that are kept, the oldest first. */
  lines(): LogLine[] {
    const files = [`${this.#file}.1`, this.#file].filter((file) => existsSync(file));
    return files.flatMap((file) => parseLines(readFileSync(file, 'latin1')));
  }

  /** The newest lines, enough for a termination message: a log may be large, and an engine has many. */
  tail(): LogLine[] {
    const file = existsSync(this.#file) ? openSync(this.#file, 'r') : undefined;
    if (file === undefined) return [];
    try {
      const { size } = fstatSync(file);
      const bytes = Buffer.alloc(Math.min(size, tailSize));
      const read = readSync(file, bytes, 0, bytes.length, size - bytes.length);
      // The first line is cut off in most cases, and is no line then.
      return parseLines(bytes.toString('latin1', 0, read));
    } finally {
      closeSync(file);
    }
  }

  /** Calls `listener` for each new line, and with undefined at the end. Gives a function that ends it. */
  follow(listener: (line: LogLine | undefined) => void): () => void {
    if (this.#closed) listener(undefined);
    else this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  remove(): void {
    for (const file of [`${this.#file}.1`, this.#file]) rmSync(file, { force: true });
  }

  /** One write for all lines of a chunk: a container may write a million lines a second. */
  #write(lines: readonly LogLine[]): void {
    let batch = '';
    for (const line of lines) {
      const text = formatLine(line);
      if (this.#size + batch.length + text.length > this.#largest) {
        this.#flush(batch);
        batch = '';
        if (this.#size > 0) this.#rotate();
      }
      batch += text;
    }
    this.#flush(batch);
    if (this.#listeners.size === 0) return;
    for (const line of lines) for (const listener of this.#listeners) listener(line);
  }

  #flush(batch: string): void {
    if (batch === '') return;
    const bytes = Buffer.from(batch, 'latin1');
    this.#descriptor ??= openLog(this.#file);
    if (this.#descriptor === undefined) return;
    try {
      this.#size += writeSync(this.#descriptor, bytes);
    } catch (thrown) {
      // A full disk loses lines of a log, as on a real node; the container runs on.
      if (!isDiskFull(thrown)) throw thrown;
    }
  }

  #rotate(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    renameSync(this.#file, `${this.#file}.1`);
    this.#descriptor = openLog(this.#file);
    this.#size = 0;
  }
}

function openLog(file: string): number | undefined {
  try {
    return openSync(file, 'a', 0o600);
  } catch (thrown) {
    if (!isDiskFull(thrown)) throw thrown;
    return undefined;
  }
}

function parseLines(text: string): LogLine[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map(parseLine)
    .filter((line) => line !== undefined);
}

/** The bytes of a stream that have not yet become a line. */
class OpenLine {
  #text = '';

  take(chunk: Buffer): { text: string; whole: boolean }[] {
    const lines = (this.#text + chunk.toString('latin1')).split('\n');
    this.#text = lines.pop() ?? '';
    const found = lines.flatMap((line) =>
      parts(line).map((text, index, all) => ({ text, whole: index === all.length - 1 })),
    );
    while (this.#text.length > longestLine) {
      found.push({ text: this.#text.slice(0, longestLine), whole: false });
      this.#text = this.#text.slice(longestLine);
    }
    return found;
  }

  rest(): string {
    const text = this.#text;
    this.#text = '';
    return text;
  }
}

function parts(line: string): string[] {
  const found = [];
  for (let from = 0; from === 0 || from < line.length; from += longestLine) {
    found.push(line.slice(from, from + longestLine));
  }
  return found;
}
