import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { LogLine } from './log-line.ts';
import { formatLine, parseLine } from './log-line.ts';

/** As the kubelet's containerLogMaxSize. */
const largestFile = 10 * 2 ** 20;
/** Longer lines are kept in parts, as containerd does. */
const longestLine = 16_384;

/** The log of one container instance: a file that is kept beside one older one when it has grown to 10 MiB. */
export class ContainerLog {
  readonly #file: string;
  readonly #largest: number;
  #descriptor: number;
  #size = 0;
  #open = { stdout: new OpenLine(), stderr: new OpenLine() };
  #listeners = new Set<(line: LogLine | undefined) => void>();
  #closed = false;

  constructor(file: string, largest = largestFile) {
    this.#file = file;
    this.#largest = largest;
    this.#descriptor = openSync(file, 'a', 0o600);
  }

  append(stream: 'stdout' | 'stderr', chunk: Buffer, time: number): void {
    for (const { text, whole } of this.#open[stream].take(chunk)) this.#write({ time, stream, whole, text });
  }

  /** Nothing more will come. */
  close(time: number): void {
    if (this.#closed) return;
    for (const stream of ['stdout', 'stderr'] as const) {
      const rest = this.#open[stream].rest();
      if (rest !== '') this.#write({ time, stream, whole: false, text: rest });
    }
    this.#closed = true;
    closeSync(this.#descriptor);
    for (const listener of this.#listeners) listener(undefined);
    this.#listeners.clear();
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** All lines that are kept, the oldest first. */
  lines(): LogLine[] {
    const files = [`${this.#file}.1`, this.#file].filter((file) => existsSync(file));
    const texts = files.flatMap((file) => readFileSync(file, 'utf8').split('\n').slice(0, -1));
    return texts.map(parseLine).filter((line) => line !== undefined);
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

  #write(line: LogLine): void {
    const bytes = Buffer.from(formatLine(line));
    if (this.#size + bytes.length > this.#largest) this.#rotate();
    try {
      writeSync(this.#descriptor, bytes);
      this.#size += bytes.length;
    } catch (thrown) {
      // A full disk loses lines of a log, as on a real node; the container runs on.
      if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOSPC')) throw thrown;
    }
    for (const listener of this.#listeners) listener(line);
  }

  #rotate(): void {
    closeSync(this.#descriptor);
    renameSync(this.#file, `${this.#file}.1`);
    this.#descriptor = openSync(this.#file, 'a', 0o600);
    this.#size = 0;
  }
}

/** The bytes of a stream that have not yet become a line. */
class OpenLine {
  #decoder = new StringDecoder('utf8');
  #text = '';

  take(chunk: Buffer): { text: string; whole: boolean }[] {
    const lines = (this.#text + this.#decoder.write(chunk)).split('\n');
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
    const text = this.#text + this.#decoder.end();
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
