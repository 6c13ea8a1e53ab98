import type { Clock } from '../../shared/clock.ts';
import { execInContainer } from './exec.ts';
import type { HandlerTarget } from './handler.ts';
import { runHandler } from './handler.ts';
import type { Hook, Pod } from './pod.ts';
import { podTitle } from './pod.ts';

/**
 * Runs a postStart or preStop hook to its end, or until the signal.
 * @returns why it failed, in the kubelet's words (pkg/kubelet/lifecycle/handlers.go); undefined when it did not
 */
export async function runHook(
  hook: Hook,
  { pod, target, clock }: { pod: Pod; target: HandlerTarget; clock: Clock },
  timeoutSeconds: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  const subject = `for Container "${target.container.name}" in Pod "${podTitle(pod)}" failed - error:`;
  const { exec, httpGet, sleep } = hook;
  if (sleep !== undefined) {
    await clock.sleep(Math.min(sleep.seconds, timeoutSeconds) * 1000, signal).catch(() => {
      // The container has ended: there is nothing to wait for.
    });
    return undefined;
  }
  if (exec !== undefined) {
    const command = exec.command.join(' ');
    const missing = target.exec.problem(exec.command);
    if (missing !== undefined) return `Exec lifecycle hook ([${command}]) ${subject} ${missing}, message: ""`;
    const { exitCode, output, stderr } = await execInContainer(target.exec, exec.command, timeoutSeconds);
    if (exitCode === 0) return undefined;
    const problem =
      exitCode === undefined
        ? `command ${JSON.stringify(command)} timed out`
        : `command '${command}' exited with ${exitCode}: ${stderr}`;
    return `Exec lifecycle hook ([${command}]) ${subject} ${problem}, message: ${JSON.stringify(output)}`;
  }
  const { ok, text } = await runHandler(hook, target, timeoutSeconds);
  if (ok) return undefined;
  return httpGet === undefined ? text : `HTTP lifecycle hook (${httpGet.path}) ${subject} ${text}`;
}
