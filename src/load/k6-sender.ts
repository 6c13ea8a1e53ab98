import { join } from 'node:path';
import { startCommand } from '../shared/command.ts';
import { messageOf } from '../shared/errors.ts';
import { projectRoot } from '../shared/places.ts';
import { readPoint } from './k6-output.ts';
import { mostWaiting } from './sender.ts';
import type { Sender, SenderJob } from './sender.ts';

/** Seconds after which k6 ends by itself, where nobody is left to stop it: longer than any run. */
const atMost = { lab: 1800, real: 6 * 3600 };

/** Without a summary, a REST API on a fixed port that a second run would want too, and news to its makers. */
const quiet = ['--quiet', '--no-usage-report', '--address', '', '--summary-mode', 'disabled'];

/** Runs k6 with the script of the load's shape, and reads what it measured from its output as it goes. */
export function startK6Sender(job: SenderJob, pace: keyof typeof atMost): Sender {
  const { request, traffic, port } = job;
  const plan = { origin: `http://127.0.0.1:${port}`, request, traffic, most: mostWaiting, atMost: atMost[pace] };
  const script = join(projectRoot, 'k6', `${traffic.shape}.ts`);
  const k6 = startCommand('k6', ['run', ...quiet, '--out', 'json=-', script], {
    env: { LEAKLAB_LOAD: JSON.stringify(plan) },
  });
  let stopping = false;

  async function read(): Promise<void> {
    for await (const line of k6.lines) for (const outcome of readPoint(line)) job.hear(outcome);
  }
  const reading = read().catch((thrown: unknown) => job.failed(messageOf(thrown)));

  async function end(): Promise<void> {
    const { exitCode, failure } = await k6.ended;
    if (stopping) return;
    job.failed(failure === undefined ? `k6 ended early, with ${exitCode}` : messageOf(failure));
  }
  const ending = end();

  return {
    name: 'k6',
    stop: async () => {
      stopping = true;
      await k6.stop();
      await Promise.all([reading, ending]);
    },
  };
}
