import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { compileCache } from '../../src/shared/places.ts';
import { Client } from './client.ts';

const readySchema = z.object({ kubeconfig: z.string(), description: z.string() });

/** An embedded cluster of its own for one measurement. */
export class Cluster implements AsyncDisposable {
  readonly client: Client;
  /** Milliseconds from the start of the process until its API was told of. */
  readonly readyAfter: number;
  readonly description: string;
  readonly #child: ChildProcess;
  readonly #folder: string;

  private constructor(child: ChildProcess, folder: string, told: z.infer<typeof readySchema>, readyAfter: number) {
    this.#child = child;
    this.#folder = folder;
    this.client = new Client(told.kubeconfig);
    this.description = told.description;
    this.readyAfter = readyAfter;
  }

  static async start(): Promise<Cluster> {
    const folder = await mkdtemp(join(tmpdir(), 'leaklab-bench-'));
    const started = performance.now();
    const child = fork(join(import.meta.dirname, 'engine.ts'), [join(folder, 'engine')], {
      env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
    });
    const failed = once(child, 'exit').then(([code]) => {
      throw new Error(`the cluster ended with ${code} before it was ready`);
    });
    const [told] = await Promise.race([once(child, 'message'), failed]);
    return new Cluster(child, folder, readySchema.parse(told), performance.now() - started);
  }

  /** Memory of the engine itself, without its pods; bytes. */
  async residentSize(): Promise<number> {
    const status = await readFile(`/proc/${this.#child.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
  }

  /** CPU that the engine itself, without its pods, has taken; seconds. */
  async cpuSeconds(): Promise<number> {
    const stat = await readFile(`/proc/${this.#child.pid}/stat`, 'utf8');
    // utime and stime in ticks of 10 ms, fields 14 and 15: the third follows the name in brackets.
    const [user, system] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13);
    return (Number(user) + Number(system)) / 100;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.client.close();
    const gone = once(this.#child, 'exit');
    this.#child.disconnect();
    await gone;
    await rm(this.#folder, { recursive: true, force: true });
  }
}
