import { mkdirSync, readdirSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes of one statement: 1 MiB. */
const statementBytes = 2 ** 20;
const statement = Buffer.alloc(statementBytes, 'statement\n');

export interface SpoolOptions {
  folder: string;
  /** Statements that stay, the newest; Infinity for all. */
  keep: number;
  /** Whether a full volume makes room by dropping the older half. */
  makesRoom: boolean;
}

/** A folder of statements that wait to be fetched. */
export class Spool {
  readonly #options: SpoolOptions;
  /** Oldest first. */
  readonly #names: string[];
  #next: number;

  /** Goes on with what is in the folder. */
  constructor(options: SpoolOptions) {
    this.#options = options;
    mkdirSync(options.folder, { recursive: true });
    this.#names = readdirSync(options.folder)
      .filter((name) => name.endsWith('.statement'))
      .sort();
    this.#next = Number.parseInt(this.#names.at(-1) ?? '0', 10) + 1;
  }

  /** @throws Error with the code ENOSPC where the volume is full */
  async write(): Promise<{ name: string; bytes: number }> {
    const name = `${String(this.#next).padStart(9, '0')}.statement`;
    this.#next += 1;
    try {
      await this.#put(name);
    } catch (thrown) {
      // What was written of it takes the room of others.
      await this.#drop(name);
      if (!isFull(thrown) || !this.#options.makesRoom) throw thrown;
      for (const old of this.#names.splice(0, Math.ceil(this.#names.length / 2))) await this.#drop(old);
      await this.#put(name);
    }
    this.#names.push(name);
    while (this.#names.length > this.#options.keep) await this.#drop(this.#names.shift() ?? '');
    return { name, bytes: statementBytes };
  }

  last(count: number): string[] {
    return this.#names.slice(-count);
  }

  get waiting(): number {
    return this.#names.length;
  }

  #put(name: string): Promise<void> {
    return writeFile(join(this.#options.folder, name), statement);
  }

  #drop(name: string): Promise<void> {
    return rm(join(this.#options.folder, name), { force: true });
  }
}

function isFull(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOSPC';
}
