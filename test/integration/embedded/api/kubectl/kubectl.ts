import { execFile, execFileSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeKubelet } from '../../../../unit/embedded/controllers/fake-kubelet.ts';
import { startControllers } from '../../../../../src/embedded/controllers/start.ts';
import { systemClock } from '../../../../../src/shared/clock.ts';
import { waitUntil } from '../../../../../src/shared/retry.ts';
import { Lab } from '../lab.ts';

/** Another version than the one on the PATH can be named: an absolute path. */
const program = process.env['LEAKLAB_KUBECTL'] ?? 'kubectl';

export const hasKubectl = isThere();

export interface Ran {
  /** Both outputs, without the final newline. */
  printed: string;
  status: number;
}

/** kubectl against a lab of its own, in a folder of its own; it is told the namespace "lab". */
export class Kubectl {
  readonly lab: Lab;
  readonly #folder: string;
  readonly #running = new Set<ChildProcess>();

  private constructor(lab: Lab, folder: string) {
    this.lab = lab;
    this.#folder = folder;
  }

  static async start(): Promise<Kubectl> {
    const lab = await Lab.start();
    const folder = await mkdtemp(join(tmpdir(), 'embedded-kubectl-'));
    await writeFile(join(folder, 'kubeconfig'), lab.api.kubeconfig('embedded'));
    return new Kubectl(lab, folder);
  }

  async stop(): Promise<void> {
    for (const child of this.#running) child.kill();
    await this.lab.stop();
    await rm(this.#folder, { recursive: true });
  }

  /** Writes an object to a file for `-f`. */
  file(name: string, object: object): Promise<void> {
    return writeFile(join(this.#folder, name), JSON.stringify(object));
  }

  async run(...args: string[]): Promise<string> {
    return (await this.end(args)).printed;
  }

  end(args: string[], environment: Record<string, string> = {}): Promise<Ran> {
    return new Promise((resolve) => {
      const child = this.#execute(args, environment, (printed) =>
        resolve({ printed, status: child.exitCode ?? Number.NaN }),
      );
    });
  }

  /** For what goes on until the test is over: gives all that is printed, once it has `text` in it. */
  follow(...args: string[]): (text: string) => Promise<string> {
    let printed = '';
    this.#execute(args, {}).stdout?.on('data', (chunk: string) => (printed += chunk));
    return (text) =>
      waitUntil({ for: `"${text}" to be printed`, within: 40, every: 0.05, evidence: () => printed }, () =>
        printed.includes(text) ? printed : undefined,
      );
  }

  #execute(
    args: string[],
    environment: Record<string, string>,
    onEnd: (printed: string) => void = () => undefined,
  ): ChildProcess {
    // Its cache of what servers serve is kept by address, and a port may be another server's next time.
    const own = {
      KUBECONFIG: join(this.#folder, 'kubeconfig'),
      KUBECACHEDIR: join(this.#folder, 'cache'),
      TMPDIR: this.#folder,
    };
    const env = { ...process.env, ...own, ...environment };
    const child = execFile(program, ['-n', 'lab', ...args], { cwd: this.#folder, env }, (_error, stdout, stderr) => {
      this.#running.delete(child);
      onEnd(`${stdout}${stderr}`.trim());
    });
    this.#running.add(child);
    return child;
  }
}

/** All controllers, a node and a kubelet that says of each pod that it is ready. */
export function startWorld({ lab }: Kubectl): () => void {
  const controllers = startControllers(lab.store);
  const kubelet = new FakeKubelet(lab.store, systemClock);
  lab.create('nodes', {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'node' },
    spec: {},
    status: { allocatable: { cpu: '2', memory: '1Gi', pods: '110' } },
  });
  return () => {
    controllers.stop();
    kubelet.stop();
  };
}

function isThere(): boolean {
  try {
    execFileSync(program, ['version', '--client'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
