import { runCommand } from '../../shared/command.ts';
import type { RunContext } from '../context.ts';
import { writeRunKubeconfig } from '../run-kubeconfig.ts';

/** Seconds that a remedy's command may take. */
const commandTimeout = 300;

/** Runs a user's own line, in the run's namespace. */
export async function runRemedyCommand(context: RunContext, command: string): Promise<string> {
  const { namespace, signal } = context;
  const kubeconfig = await writeRunKubeconfig(context);
  const env = { KUBECONFIG: kubeconfig, LEAKLAB_NAMESPACE: namespace };
  // A shell on purpose: the command is the user's own line.
  await runCommand('sh', ['-c', command], { env, signal, timeoutSeconds: commandTimeout });
  return `ran ${command}`;
}
