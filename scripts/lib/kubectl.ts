import { styleText } from 'node:util';
import { $ } from 'zx';
import { Fault } from '../../src/shared/errors.ts';
import { say } from './say.ts';

export interface Kubectl {
  /** leaklab's own kubeconfig file: the child's KUBECONFIG, whatever the user's is. */
  kubeconfig: string;
  signal: AbortSignal;
}

interface KubectlOptions {
  /** False: a "no" of the API server is an answer, not an error. */
  reject?: boolean;
}

/**
 * Shows a kubectl line to the audience, runs it, and shows what it prints.
 * @returns exit code and stderr
 * @throws Fault (environment) when it fails or there is no kubectl
 */
export async function kubectl(
  { kubeconfig, signal }: Kubectl,
  args: string[],
  { reject = true }: KubectlOptions = {},
): Promise<{ exitCode: number; stderr: string }> {
  const line = `kubectl ${args.map(quoted).join(' ')}`;
  echo(line);
  signal.throwIfAborted();
  // kubectl's own output goes straight to the audience, as it comes: `rollout status` takes its time.
  const stdio: ['ignore', 'inherit', 'pipe'] = ['ignore', 'inherit', 'pipe'];
  const env = { ...process.env, KUBECONFIG: kubeconfig };
  const ended = await $({ env, signal, stdio, nothrow: true, quiet: true })`kubectl ${args}`;
  signal.throwIfAborted();
  const stderr = ended.stderr.trim();
  const exitCode = ended.exitCode ?? 1;
  // A shell's word for a program that is not on the PATH.
  if (exitCode === 127) throw new Fault('environment', 'kubectl is not installed', { hint: 'leaklab doctor' });
  if (exitCode !== 0 && reject) throw new Fault('environment', `\`${line}\` exited with ${exitCode}: ${stderr}`);
  if (stderr !== '') say(stderr);
  return { exitCode, stderr };
}

/** A line as it can be pasted into a shell. */
export function echo(line: string): void {
  say(styleText('bold', `$ ${line}`));
}

export function quoted(argument: string): string {
  return /^[\w./:=@%+,-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", String.raw`'\''`)}'`;
}
