import { CommandError, runCommand } from '../shared/command.ts';
import { Fault } from '../shared/errors.ts';

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
