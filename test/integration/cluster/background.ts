import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { runCommand } from '../../../src/shared/command.ts';
import type { CommandResult } from '../../../src/shared/command.ts';
import { projectRoot } from '../../../src/shared/places.ts';

const statusSchema = z.object({
  cluster: z.looseObject({ pid: z.number(), url: z.string(), kubeconfig: z.string(), pods: z.number() }).nullable(),
  runs: z.array(z.object({ namespace: z.string(), state: z.string() })),
});

/** A state folder of its own, and the command line that works with it, each command a process. */
export class Background {
  readonly base = mkdtempSync(join(tmpdir(), 'background-'));
  readonly home = join(this.base, 'home');
  readonly record = join(this.home, 'embedded/cluster-leaklab/record.json');

  async leaklab(...args: string[]): Promise<CommandResult> {
    return this.leaklabIn(this.home, ...args);
  }

  async leaklabIn(home: string, ...args: string[]): Promise<CommandResult> {
    return this.#run(home, [process.execPath], args);
  }

  /** As another user, which only root can do. */
  async as(user: number, ...args: string[]): Promise<CommandResult> {
    const other = ['setpriv', `--reuid=${user}`, `--regid=${user}`, '--clear-groups', '--', process.execPath];
    return this.#run(this.home, other, args);
  }

  async #run(home: string, [program = '', ...words]: string[], args: string[]): Promise<CommandResult> {
    return runCommand(program, [...words, join(projectRoot, 'src/cli/main.ts'), ...args], {
      env: { LEAKLAB_HOME: home, LEAKLAB_CLUSTER: undefined },
      cwd: this.base,
      reject: false,
      timeoutSeconds: 120,
    });
  }

  async up(): Promise<CommandResult> {
    return this.leaklab('cluster', 'up', '--on', 'embedded');
  }

  async down(...more: string[]): Promise<CommandResult> {
    return this.leaklab('cluster', 'down', '--on', 'embedded', ...more);
  }

  async status() {
    const { stdout } = await this.leaklab('cluster', 'status', '--on', 'embedded', '--json');
    return statusSchema.parse(JSON.parse(stdout));
  }

  /** The process that the record names. */
  pid(): number {
    return Number.parseInt(
      z.object({ engine: z.string() }).parse(JSON.parse(readFileSync(this.record, 'utf8'))).engine,
    );
  }

  /** What lies in the state folder, without folders that hold nothing. */
  files(): string[] {
    if (!existsSync(this.home)) return [];
    const entries = readdirSync(this.home, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  }

  async remove(): Promise<void> {
    await this.down('--force');
    rmSync(this.base, { recursive: true });
  }
}
