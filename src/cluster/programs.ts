import { CommandError, runCommand } from '../shared/command.ts';
import { Fault, messageOf } from '../shared/errors.ts';

/** A Fault unless Docker's client is there and its daemon answers. */
export async function requireDocker(signal?: AbortSignal): Promise<void> {
  await ask('docker', ['version', '--format', '{{.Server.Version}}'], signal, {
    missing: 'Docker is not installed (no program "docker" on the PATH)',
    silent: 'Docker is installed, but its daemon does not answer',
    hint: 'start Docker, then: leaklab doctor',
  });
}

export async function requireKind(signal?: AbortSignal): Promise<void> {
  await ask('kind', ['version'], signal, {
    missing: 'kind is not installed (no program "kind" on the PATH)',
    silent: 'kind does not run',
    hint: 'install it from https://kind.sigs.k8s.io, then: leaklab doctor',
  });
}

/** Why there can be no kind cluster here now, in one line; undefined where there can. */
export async function kindObstacle(signal?: AbortSignal): Promise<string | undefined> {
  try {
    await requireDocker(signal);
    await requireKind(signal);
    return undefined;
  } catch (thrown) {
    signal?.throwIfAborted();
    if (!(thrown instanceof Fault)) throw thrown;
    return messageOf(thrown).split('\n')[0];
  }
}

/** False where there is no Docker or no kind at all, so that there is no kind cluster of any state either. */
export async function kindIsInstalled(signal?: AbortSignal): Promise<boolean> {
  const programs = [
    ['docker', '--version'],
    ['kind', 'version'],
  ] as const;
  for (const [program, argument] of programs) {
    const missing = await runCommand(program, [argument], { signal, timeoutSeconds: 20 }).then(
      () => false,
      (thrown: unknown) => thrown instanceof CommandError && thrown.notFound,
    );
    signal?.throwIfAborted();
    if (missing) return false;
  }
  return true;
}

interface Words {
  missing: string;
  silent: string;
  hint: string;
}

async function ask(program: string, args: string[], signal: AbortSignal | undefined, words: Words): Promise<void> {
  try {
    await runCommand(program, args, { signal, timeoutSeconds: 20 });
  } catch (cause) {
    if (!(cause instanceof CommandError)) throw cause;
    throw new Fault('environment', cause.notFound ? words.missing : words.silent, {
      hint: words.hint,
      ...(cause.notFound ? {} : { cause }),
    });
  }
}
