import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { CommandResult } from '../../../src/shared/command.ts';
import { runCommand } from '../../../src/shared/command.ts';
import { projectRoot } from '../../../src/shared/places.ts';

export const main = join(projectRoot, 'src/cli/main.ts');

type Environment = Record<string, string | undefined>;

/** A folder to type commands in, on a machine that has no programs but those that the test puts there. */
export class Sandbox {
  readonly folder = mkdtempSync(join(tmpdir(), 'cli-'));
  readonly #programs = join(this.folder, 'bin');

  constructor() {
    mkdirSync(this.#programs);
  }

  /** A program that writes down how it was called, then does as `script` says. */
  program(name: string, script: string): void {
    const file = join(this.#programs, name);
    writeFileSync(file, `#!/bin/sh\necho "${name} $*" >>"${this.folder}/calls"\n${script}\n`);
    chmodSync(file, 0o755);
  }

  /** Every call of a program, in order. */
  calls(): string[] {
    const file = join(this.folder, 'calls');
    return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  }

  file(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }

  /** What lies in the folder where leaklab keeps its state. */
  state(): string[] {
    const home = join(this.folder, 'home');
    return existsSync(home) ? readdirSync(home, { recursive: true, encoding: 'utf8' }).sort() : [];
  }

  /** Runs the real command line as a child process, outside of any terminal. */
  async leaklab(args: string[], env: Environment = {}, timeoutSeconds = 50): Promise<CommandResult> {
    return runCommand(process.execPath, [main, ...args], {
      cwd: this.folder,
      env: { ...this.environment, ...env },
      reject: false,
      timeoutSeconds,
    });
  }

  /**
   * Runs several command lines one after the other in one child process: what a command needs is loaded once, which
   * is most of its time.
   * @param env - for all of them, or for each its own
   */
  async each(lines: string[][], env: Environment | Environment[] = {}): Promise<CommandResult[]> {
    const calls = lines.map((args, index) => [args, Array.isArray(env) ? env[index] : env]);
    const script = `
      import { runCli } from ${JSON.stringify(join(projectRoot, 'src/cli/cli.ts'))};
      const show = process.stdout.write.bind(process.stdout);
      const results = [];
      for (const [args, env] of ${JSON.stringify(calls)}) {
        Object.assign(process.env, env);
        const said = { stdout: '', stderr: '' };
        for (const name of ['stdout', 'stderr']) process[name].write = (text) => ((said[name] += text), true);
        results.push({ exitCode: await runCli(args), ...said });
      }
      show(JSON.stringify(results));`;
    const { stdout } = await runCommand(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: this.folder,
      env: this.environment,
      timeoutSeconds: 50,
    });
    return z
      .array(z.object({ exitCode: z.number(), stdout: z.string(), stderr: z.string() }))
      .parse(JSON.parse(stdout))
      .map(({ exitCode, stdout, stderr }) => ({ exitCode, stdout: stdout.trimEnd(), stderr: stderr.trimEnd() }));
  }

  get environment(): Environment {
    return {
      PATH: this.#programs,
      HOME: this.folder,
      LEAKLAB_HOME: join(this.folder, 'home'),
      LEAKLAB_CLUSTER: undefined,
      LEAKLAB_KIND_NODE_IMAGE: undefined,
      KUBECONFIG: undefined,
      DOCKER_HOST: undefined,
      FORCE_COLOR: undefined,
      COLUMNS: '100',
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
